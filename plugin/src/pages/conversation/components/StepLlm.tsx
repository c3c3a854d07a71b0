import { css } from '@emotion/css';
import type { Step } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import { Fragment, useMemo } from 'react';
import { JsonView } from '../../../components/JsonView.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import type { ChatMessage, ToolCall } from '../llm-messages.ts';
import { toLlmView } from '../llm-view.ts';
import { explainAbsence } from '../why-absent.ts';

const NO_MESSAGES = 'The bot recorded no messages of this call.';

/** A call of a language model: what it cost, what it was given and answered, and the tools that it wants called. */
export function StepLlm({ step }: { readonly step: Step }) {
  const styles = useStyles2(getStyles);
  const { facts, notes, messages, toolCalls, tools, parameters } = useMemo(() => toLlmView(step), [step]);
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([label, text]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>
              <SafeText text={text} />
            </dd>
          </Fragment>
        ))}
      </dl>
      {notes.map((note) => (
        <p key={note} role="status" className={styles.note}>
          {note}
        </p>
      ))}
      {messages.length === 0 && <p>{explainAbsence(step, 'io', NO_MESSAGES)}</p>}
      <ol className={styles.chat} aria-label="Messages">
        {messages.map((message, index) => (
          <Message key={index} message={message} />
        ))}
      </ol>
      <ToolCalls calls={toolCalls} />
      {tools !== undefined && <Extra title="Tools that it could call" value={tools} />}
      {parameters !== undefined && <Extra title="Parameters" value={parameters} />}
    </>
  );
}

function Message({ message: { role, from, text, others, toolCalls } }: { readonly message: ChatMessage }) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles[from]}>
      <div className={styles.role}>
        <SafeText text={role} />
        {from === 'answered' && ' · answer'}
      </div>
      {text !== '' && (
        <div className={styles.text}>
          <SafeText text={text} />
        </div>
      )}
      {others.map((other, index) => (
        <JsonView key={index} value={other} label="Part of the message" />
      ))}
      <ToolCalls calls={toolCalls} />
    </li>
  );
}

function ToolCalls({ calls }: { readonly calls: readonly ToolCall[] }) {
  const styles = useStyles2(getStyles);
  return calls.map((call, index) => (
    <section key={index} aria-label="Tool call" className={styles.answered}>
      <div className={styles.role}>
        calls tool <SafeText text={call.name} />
        {call.id !== undefined && (
          <>
            {' '}
            · <SafeText text={call.id} />
          </>
        )}
      </div>
      <JsonView value={call.arguments} label="Arguments of the tool" />
    </section>
  ));
}

function Extra({ title, value }: { readonly title: string; readonly value: unknown }) {
  return (
    <section>
      <Text element="h4" variant="h6">
        {title}
      </Text>
      <JsonView value={value} label={title} />
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const bubble = {
    margin: theme.spacing(0, 0, 1),
    padding: theme.spacing(0.5, 1),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.border.weak}`,
  };
  return {
    facts: css({
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1),
      'dt, dd': { margin: 0 },
      dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
      dd: { marginRight: theme.spacing(2) },
    }),
    note: css({ color: theme.colors.warning.text, margin: theme.spacing(0, 0, 1) }),
    chat: css({ listStyle: 'none', margin: 0, padding: 0 }),
    given: css({ ...bubble, background: theme.colors.background.secondary }),
    answered: css({ ...bubble, marginLeft: theme.spacing(4), borderColor: theme.colors.info.border }),
    role: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    text: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  };
};
