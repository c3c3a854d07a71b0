import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { config } from '@grafana/runtime';
import { Dropdown, Icon, Menu, ToolbarButton, useStyles2 } from '@grafana/ui';
import { chooseTheme, THEME_CHOICES, useThemeChoice, type ThemeChoice } from '../theme.tsx';
import { LOGINS, logInAs } from './log-in-as.ts';

const THEME_LABELS: Readonly<Record<ThemeChoice, string>> = {
  system: 'System theme',
  light: 'Light theme',
  dark: 'Dark theme',
};

/** Chooses the theme. */
export function ThemeSwitch() {
  const chosen = useThemeChoice();
  const items = THEME_CHOICES.map((choice) => (
    <Menu.Item
      key={choice}
      icon={choice === chosen ? 'check-circle' : 'circle'}
      label={THEME_LABELS[choice]}
      active={choice === chosen}
      ariaChecked={choice === chosen}
      role="menuitemradio"
      onClick={() => chooseTheme(choice)}
    />
  ));
  return (
    <Dropdown placement="bottom-end" overlay={<Menu ariaLabel="Theme">{items}</Menu>}>
      <ToolbarButton iconOnly icon="palette" aria-label={`Theme: ${chosen}`} tooltip="Theme" />
    </Dropdown>
  );
}

/** Who is logged in, and the others. */
export function UserMenu() {
  const styles = useStyles2(getStyles);
  const { name, email, orgRole, login } = config.bootData.user;
  const header = (
    <div className={styles.header}>
      <strong>{name}</strong>
      <span className={styles.detail}>
        {email} · {orgRole}
      </span>
    </div>
  );
  const items = LOGINS.filter((other) => other.login !== login).map((other) => (
    <Menu.Item
      key={other.login}
      icon="user"
      label={`View as ${other.role}`}
      onClick={() => void logInAs(other.login)}
    />
  ));
  return (
    <Dropdown placement="bottom-end" overlay={<Menu header={header}>{items}</Menu>}>
      <button type="button" className={styles.button} aria-label={`Logged in as ${name} (${orgRole})`}>
        <Icon name="user" />
      </button>
    </Dropdown>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({ display: 'flex', flexDirection: 'column', padding: theme.spacing(0.5, 1) }),
  detail: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  button: css({
    display: 'grid',
    placeItems: 'center',
    width: theme.spacing(4),
    height: theme.spacing(4),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.circle,
    background: theme.colors.background.secondary,
    '&:hover': { background: theme.colors.action.hover },
  }),
});
