import { isFetchError } from '@grafana/runtime';
import { Alert, Button } from '@grafana/ui';
import { HostPage } from '../chrome/HostPage.tsx';

/** Shown when the plugin could not be loaded: why, and another try. */
export function AppError({ error }: { readonly error: unknown }) {
  return (
    <HostPage pageNav={{ text: 'Botscope could not be loaded' }}>
      <Alert severity="error" title={toMessage(error)}>
        If the plugin was not built, run "npm run build"; if the program was stopped, start it again.
      </Alert>
      <div>
        <Button onClick={() => window.location.reload()}>Try again</Button>
      </div>
    </HostPage>
  );
}

function toMessage(error: unknown): string {
  if (isFetchError<{ message?: string }>(error)) return error.data.message ?? 'The server does not answer';
  // SystemJS adds an address of its own that helps nobody here.
  return String(error instanceof Error ? error.message : error).replace(/ \(SystemJS Error.*$/, '');
}
