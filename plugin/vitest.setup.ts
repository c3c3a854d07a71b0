import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';
import { installBrowserStubs } from './src/test-support/browser-stubs.ts';

installBrowserStubs();

afterEach(cleanup);
