import { LOG_LEVELS, type LogLevel } from '@botscope/conventions';
import { Combobox, FilterPill } from '@grafana/ui';
import { useId } from 'react';
import type { ConversationRow } from '@botscope/records';
import { ChoiceSelect } from '../../../components/ChoiceSelect.tsx';
import { FilterBar } from '../../../components/FilterBar.tsx';
import { PlaceFilters } from '../../../components/PlaceFilters.tsx';
import { SearchBox } from '../../../components/SearchBox.tsx';
import { useChangeReporter } from '../../../components/useChangeReporter.ts';
import { useServices } from '../../../lib/services.ts';
import { formatClock } from '../../../lib/time-format.ts';
import type { UrlStateHandle } from '../../../lib/useUrlState.ts';
import { toUnixMillis } from '@botscope/records';
import { LINE_KINDS, type LineKind, type LiveState } from '../url-state.ts';

interface ConsoleFiltersProps {
  readonly url: UrlStateHandle<LiveState>;
  readonly conversations: readonly ConversationRow[];
  readonly end: React.ReactNode;
}

/** Whose records the console follows, and which of them it shows. */
export function ConsoleFilters({ url: { state, push, replace }, conversations, end }: ConsoleFiltersProps) {
  const { timeZone } = useServices();
  const choose = (uid: string | undefined) => {
    const row = conversations.find(({ key }) => key.uid === uid);
    push({ uid, log: undefined, ...(row ? { bot: row.key.bot, env: row.key.environment } : {}) });
  };
  const toggle = (kind: LineKind) => {
    const others = state.kinds.filter((other) => other !== kind);
    replace({ kinds: others.length === state.kinds.length ? [...others, kind] : others });
  };
  return (
    <FilterBar end={end}>
      <PlaceFilters
        area="records"
        place={state}
        onChange={(place) => push({ ...place, uid: undefined, log: undefined })}
      />
      <ChoiceSelect
        label="Conversation"
        allLabel="All conversations"
        choices={conversations.map((row) => ({ value: row.key.uid, name: toName(row, timeZone) }))}
        value={state.uid}
        onChange={choose}
      />
      <LevelSelect level={state.level} onChange={(level) => replace({ level })} />
      <SearchBox value={state.q} onSearch={(q) => replace({ q })} placeholder="Search in lines …" />
      {LINE_KINDS.map((kind) => (
        <FilterPill key={kind} label={kind} selected={state.kinds.includes(kind)} onClick={() => toggle(kind)} />
      ))}
    </FilterBar>
  );
}

function LevelSelect({ level, onChange }: { readonly level: LogLevel; readonly onChange: (level: LogLevel) => void }) {
  const id = useId();
  const report = useChangeReporter(level, onChange);
  return (
    <div>
      <label htmlFor={id} className="sr-only">
        Level
      </label>
      <Combobox
        id={id}
        width="auto"
        minWidth={14}
        options={LOG_LEVELS.map((one) => ({ value: one.level, label: `level ≥ ${one.level}` }))}
        value={level}
        onChange={(option) => report(option.value)}
      />
    </div>
  );
}

/** Latest activity, who, and what was said last. */
function toName({ lastActivityUnixNano, endUserName, endUserId, lastMessage }: ConversationRow, timeZone: string) {
  const parts = [
    formatClock(toUnixMillis(lastActivityUnixNano), timeZone),
    endUserName ?? endUserId ?? 'anonymous',
    lastMessage === undefined ? '' : `"${lastMessage}"`,
  ];
  return parts.filter(Boolean).join(' · ');
}
