import { useCallback, useState } from 'react';
import { useSidecar } from '../../lib/useSidecar.ts';

/** What an administrator can do about alerts. */
export interface AlertActions {
  readonly isBusy: boolean;
  /** What was done last, in words. */
  readonly message: string | undefined;
  readonly error: unknown;
  readonly sendTestMail: () => Promise<void>;
  /** Ends the window of a bot: its next error mails again. */
  readonly resetWindow: (bot: string) => Promise<void>;
}

/** Test mail and reset; `onDone` is told after each. */
export function useAlertActions(onDone: () => Promise<void>): AlertActions {
  const sidecar = useSidecar();
  const [state, setState] = useState<Pick<AlertActions, 'isBusy' | 'message' | 'error'>>({
    isBusy: false,
    message: undefined,
    error: undefined,
  });
  const perform = useCallback(
    async (action: () => Promise<void>, message: string) => {
      setState({ isBusy: true, message: undefined, error: undefined });
      try {
        await action();
        setState({ isBusy: false, message, error: undefined });
      } catch (error) {
        setState({ isBusy: false, message: undefined, error });
      }
      await onDone();
    },
    [onDone],
  );
  const sendTestMail = useCallback(
    () => perform(() => sidecar.sendTestMail(), 'The test mail was handed over; its row says what became of it.'),
    [perform, sidecar],
  );
  const resetWindow = useCallback(
    (bot: string) =>
      perform(() => sidecar.resetAlerts(bot), 'The window is closed: the next error of this bot sends a mail.'),
    [perform, sidecar],
  );
  return { ...state, sendTestMail, resetWindow };
}
