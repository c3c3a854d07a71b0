import { css } from '@emotion/css';
import type { VariableChange } from '@botscope/conventions';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Step } from '@botscope/records';
import { useStyles2 } from '@grafana/ui';
import { JsonView } from '../../../components/JsonView.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { toVisibleText } from '../../../lib/visible-text.ts';

/** The variables that a step changed: name, before, after. */
export function StepVariables({ step }: { readonly step: Step }) {
  const styles = useStyles2(getStyles);
  const { variables, variableCount } = step;
  const unchanged =
    variableCount === undefined
      ? ''
      : ` ${variableCount} ${variableCount === 1 ? 'variable exists' : 'variables exist'} after it.`;
  if (variables.length === 0) return <p>The step changed no variable.{unchanged}</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {variables.map((change) => (
          <tr key={change.name}>
            <th scope="row">
              <SafeText text={change.name} />
            </th>
            <VariableValue change={change} side="before" />
            <VariableValue change={change} side="after" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function VariableValue({ change, side }: { readonly change: VariableChange; readonly side: 'before' | 'after' }) {
  const value = change[side];
  const label = `${toVisibleText(change.name)} ${side}`;
  if (value === undefined) return <td aria-label={`${label}: did not exist`}>–</td>;
  return (
    <td>
      <JsonView value={value} label={label} />
    </td>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    'th, td': {
      padding: theme.spacing(0.5, 1),
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    th: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium },
    'tbody th': { fontFamily: theme.typography.fontFamilyMonospace, color: theme.colors.text.primary },
  }),
});
