import { getBackendSrv } from '@grafana/runtime';

/** The people of the workbench, by their role. */
export const LOGINS = [
  { role: 'Viewer', login: 'viewer' },
  { role: 'Editor', login: 'editor' },
  { role: 'Admin', login: 'admin' },
] as const;

/** Logs another person in and loads the page anew: permissions are fixed when a page starts. */
export async function logInAs(login: string): Promise<void> {
  await getBackendSrv().post('login', { user: login }, { showSuccessAlert: false });
  window.location.reload();
}
