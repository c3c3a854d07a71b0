import type { BrowserContext } from '@playwright/test';
import type { Role } from '@botscope/conventions';

/** Logs a context in at the workbench as the person of a role. */
export async function logIn(context: BrowserContext, baseUrl: string, role: Role): Promise<void> {
  const { origin } = new URL(baseUrl);
  const answer = await context.request.post(`${baseUrl.replace(/\/$/, '')}/login`, {
    headers: { origin },
    data: { user: role.toLowerCase() },
  });
  if (!answer.ok()) throw new Error(`Log-in as ${role} failed: ${answer.status()} ${await answer.text()}`);
}
