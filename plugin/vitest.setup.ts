import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';
import { installBrowserStubs } from './src/test-support/browser-stubs.ts';

installBrowserStubs();
// Pages are chunks of their own: the first of a file takes a while to load on a busy machine.
configure({ asyncUtilTimeout: 30_000 });

afterEach(cleanup);
