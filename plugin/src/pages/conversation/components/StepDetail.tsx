import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tab, TabContent, TabsBar, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import { SafeText } from '../../../components/SafeText.tsx';
import { SpanLink } from '../../../components/SpanLink.tsx';
import { toStepTabs, type StepTabView } from '../step-tabs.ts';
import type { StepView } from '../step-view.ts';
import type { StepTab } from '../url-state.ts';
import { StepCalls } from './StepCalls.tsx';
import { StepError } from './StepError.tsx';
import { StepLogs } from './StepLogs.tsx';
import { StepFacts } from './StepFacts.tsx';
import { StepLlm } from './StepLlm.tsx';
import { StepRaw } from './StepRaw.tsx';
import { StepScript } from './StepScript.tsx';
import { StepValue } from './StepValue.tsx';
import { StepVariables } from './StepVariables.tsx';

interface StepDetailProps {
  readonly view: StepView;
  /** Empty: the tab that tells most. */
  readonly tab: StepTab | '';
  readonly onTab: (tab: StepTab) => void;
}

/** Everything that is stored of one step. */
export function StepDetail({ view, tab, onTab }: StepDetailProps) {
  const styles = useStyles2(getStyles);
  const tabs = toStepTabs(view.step);
  const active = tabs.find(({ id }) => id === tab) ?? tabs.find(({ isDefault }) => isDefault);
  const record = view.step.completed ?? view.step.started;
  return (
    <section aria-label={`Step ${view.indexText}`} className={styles.detail}>
      <h3 className={styles.title}>
        Step {view.indexText} <SafeText text={view.name} />
      </h3>
      {record && <SpanLink record={record} />}
      <StepFacts view={view} />
      <TabsBar>
        {tabs.map(({ id, label, counter }: StepTabView) => (
          <Tab
            key={id}
            label={label}
            counter={counter ?? null}
            active={id === active?.id}
            onChangeTab={(event) => {
              event.preventDefault();
              onTab(id);
            }}
          />
        ))}
      </TabsBar>
      <TabContent className={styles.content}>{active && renderTab(active.id, view)}</TabContent>
    </section>
  );
}

function renderTab(tab: StepTab, { step }: StepView): ReactNode {
  switch (tab) {
    case 'input':
    case 'output':
      return <StepValue step={step} member={tab} />;
    case 'variables':
      return <StepVariables step={step} />;
    case 'logs':
      return <StepLogs logs={step.logs} />;
    case 'calls':
      return <StepCalls step={step} />;
    case 'error':
      return <StepError step={step} />;
    case 'llm':
      return <StepLlm step={step} />;
    case 'script':
      return <StepScript step={step} />;
    case 'raw':
      return <StepRaw step={step} />;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  detail: css({ minWidth: 0 }),
  title: css({ ...theme.typography.h5, margin: 0 }),
  content: css({ padding: theme.spacing(1, 0), background: 'none' }),
});
