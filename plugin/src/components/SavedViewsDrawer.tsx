import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Drawer, IconButton, Input, useStyles2 } from '@grafana/ui';
import { useState, type FormEvent } from 'react';
import {
  MAX_VIEW_NAME_LENGTH,
  putView,
  removeView,
  renameView,
  toViewName,
  type SavedView,
} from '../lib/saved-views.ts';
import { useHotkeys } from '../lib/useHotkeys.ts';
import type { SavedViews } from '../lib/useSavedViews.ts';
import { SafeText } from './SafeText.tsx';

interface SavedViewsDrawerProps {
  readonly saved: SavedViews;
  /** Query string of the page as it is now. */
  readonly search: string;
  readonly onApply: (view: SavedView) => void;
  readonly onClose: () => void;
}

/** Saves filters and time of a page under a name; applies, renames and deletes what was saved. */
export function SavedViewsDrawer({ saved, search, onApply, onClose }: SavedViewsDrawerProps) {
  const { views, change } = saved;
  const styles = useStyles2(getStyles);
  const [renamed, setRenamed] = useState<string>();
  // The drawer itself hears only what is pressed inside it, and a deleted view takes the focus along.
  useHotkeys({ Escape: onClose });
  return (
    <Drawer title="Saved views" subtitle="Filters and time range, kept in this browser" size="sm" onClose={onClose}>
      <NameForm
        label="Save what is shown now as"
        button="Save view"
        onName={(name) => change(putView(views, { name, search }))}
      />
      <ViewsNotes saved={saved} />
      <ul className={styles.list} aria-label="Saved views">
        {views.map((view) =>
          renamed === view.name ? (
            <li key={view.name}>
              <NameForm
                label="New name"
                button="Rename"
                initialName={view.name}
                onName={(name) => {
                  change(renameView(views, view.name, name));
                  setRenamed(undefined);
                }}
              />
            </li>
          ) : (
            <li key={view.name} className={styles.view}>
              <Button fill="text" className={styles.name} onClick={() => onApply(view)}>
                <SafeText text={view.name} />
              </Button>
              <IconButton name="pen" tooltip={`Rename ${view.name}`} onClick={() => setRenamed(view.name)} />
              <IconButton
                name="trash-alt"
                tooltip={`Delete ${view.name}`}
                onClick={() => change(removeView(views, view.name))}
              />
            </li>
          ),
        )}
      </ul>
    </Drawer>
  );
}

function ViewsNotes({ saved: { views, unreadableCount, isForgotten } }: { readonly saved: SavedViews }) {
  const styles = useStyles2(getStyles);
  return (
    <div role="status" className={styles.notes}>
      {views.length === 0 && <p>Nothing is saved yet. Choose filters, then give them a name here.</p>}
      {unreadableCount > 0 && (
        <p>
          {unreadableCount === 1 ? 'One saved view' : `${unreadableCount} saved views`} could not be read and{' '}
          {unreadableCount === 1 ? 'is' : 'are'} ignored.
        </p>
      )}
      {isForgotten && <p>This browser does not keep views: they last until the page is closed.</p>}
    </div>
  );
}

interface NameFormProps {
  readonly label: string;
  readonly button: string;
  readonly initialName?: string;
  readonly onName: (name: string) => void;
}

function NameForm({ label, button, initialName = '', onName }: NameFormProps) {
  const styles = useStyles2(getStyles);
  const [typed, setTyped] = useState(initialName);
  const name = toViewName(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name === undefined) return;
    onName(name);
    setTyped('');
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Input
        aria-label={label}
        placeholder={label}
        value={typed}
        maxLength={MAX_VIEW_NAME_LENGTH}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="secondary">
        {button}
      </Button>
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', gap: theme.spacing(1) }),
  notes: css({ color: theme.colors.text.secondary, margin: theme.spacing(2, 0), '& p': { margin: 0 } }),
  list: css({ listStyle: 'none', display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  view: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  name: css({ flex: 1, minWidth: 0, overflow: 'hidden', justifyContent: 'flex-start' }),
});
