import { config } from '@grafana/runtime';
import { RadioButtonGroup } from '@grafana/ui';
import { LOGINS, logInAs } from './log-in-as.ts';

const OPTIONS = LOGINS.map(({ role, login }) => ({
  label: role,
  value: login,
  description: `See the pages as ${role}`,
}));

/** Switches between the workbench's people, to see what each role sees. */
export function RoleSwitch() {
  return (
    <div role="group" aria-label="View as" data-testid="role-switch">
      <RadioButtonGroup
        size="sm"
        options={OPTIONS}
        value={config.bootData.user.login}
        onChange={(login) => void logInAs(login)}
      />
    </div>
  );
}
