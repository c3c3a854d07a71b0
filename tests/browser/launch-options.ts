import type { LaunchOptions } from '@playwright/test';
import { findBrowser } from './find-browser.ts';

/** Same pixels everywhere; none of them weakens the browser's security (the package's own arguments do). */
const ARGUMENTS = [
  '--font-render-hinting=none',
  '--disable-font-subpixel-positioning',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  '--disable-gpu',
  '--no-proxy-server',
];

/** How tests launch their browser. */
export async function readLaunchOptions(): Promise<LaunchOptions> {
  const { executablePath, environment } = await findBrowser();
  return { executablePath, args: ARGUMENTS, env: { ...(process.env as Record<string, string>), ...environment } };
}

/** Settings of a page that would otherwise depend on the machine. */
export const PAGE_SETTINGS = { locale: 'en-US', timezoneId: 'UTC', deviceScaleFactor: 1 } as const;
