import { installTrustedTypesPolicy } from './trusted-types.ts';

// A module of its own, imported first: libraries assign markup while they are loaded.
installTrustedTypesPolicy();
