import { css } from '@emotion/css';
import { toExportFileName, type ExportFormat } from '@botscope/conventions';
import type { ConversationKey } from '@botscope/records';
import { Button, Dropdown, Menu, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { ErrorPanel } from '../../../components/ErrorPanel.tsx';
import { toFlagKey } from '../../../lib/conversation-key.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { useMay } from '../../../lib/services.ts';
import { useSidecar } from '../../../lib/useSidecar.ts';

interface DownloadMenuProps {
  readonly conversation: ConversationKey;
  /** `bot.turn.id` of the turn that is shown. */
  readonly turn: string | undefined;
}

/** Downloads the conversation in one of its forms, or the open turn as a test fixture. */
export function DownloadMenu({ conversation, turn }: DownloadMenuProps) {
  const styles = useStyles2(getStyles);
  const sidecar = useSidecar();
  const mayExport = useMay('export:read');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const download = async (format: ExportFormat, onlyTurn?: string) => {
    setIsBusy(true);
    setError(undefined);
    try {
      const text = await sidecar.exportConversation(toFlagKey(conversation), format, onlyTurn);
      const name = onlyTurn === undefined ? conversation.uid : `${conversation.uid}-${onlyTurn}`;
      saveFile(toExportFileName(name, format), text);
    } catch (failure) {
      setError(failure);
    } finally {
      setIsBusy(false);
    }
  };
  const menu = () => (
    <Menu ariaLabel="Download">
      <Menu.Item label="All records (NDJSON)" icon="brackets-curly" onClick={() => void download('ndjson')} />
      <Menu.Item label="Readable text" icon="file-alt" onClick={() => void download('text')} />
      <Menu.Item label="Test fixture" icon="play" onClick={() => void download('fixture')} />
      {turn !== undefined && (
        <Menu.Item label="This turn as test fixture" icon="play" onClick={() => void download('fixture', turn)} />
      )}
    </Menu>
  );
  const isDisabled = !mayExport || isBusy;
  const button = (
    <Button
      size="sm"
      variant="secondary"
      fill="outline"
      icon={isBusy ? 'spinner' : 'download-alt'}
      disabled={isDisabled}
      tooltip={mayExport ? 'The download is recorded in the audit log' : 'Your role may not download; an Editor may'}
    >
      Download
    </Button>
  );
  return (
    <>
      {isDisabled ? button : <Dropdown overlay={menu}>{button}</Dropdown>}
      {error !== undefined && (
        <div className={styles.error}>
          <ErrorPanel error={error} />
        </div>
      )}
    </>
  );
}

const getStyles = () => ({ error: css({ flexBasis: '100%' }) });
