import { css } from '@emotion/css';
import type { AppPluginMeta, GrafanaTheme2, PluginConfigPageProps } from '@grafana/data';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import { useState, type FormEvent } from 'react';
import { checkConfigForm, toConfigForm, type ConfigForm } from './config-form.ts';
import { ConfigFields } from './ConfigFields.tsx';
import { saveAppConfig, type AppConfigToSave } from './save-app-config.ts';

/** What Grafana gives to the configuration page. */
export type AppConfigProps = Pick<PluginConfigPageProps<AppPluginMeta>, 'plugin'>;

interface Dependencies {
  readonly save?: (config: AppConfigToSave) => Promise<void>;
  readonly reload?: () => void;
}

/**
 * The app's configuration page. The secret goes only into `secureJsonData`, and never into an address.
 * A default export, as `React.lazy` wants it.
 */
export default function AppConfig({
  plugin,
  save = saveAppConfig,
  reload = () => window.location.reload(),
}: AppConfigProps & Dependencies) {
  const styles = useStyles2(getStyles);
  const { jsonData, secureJsonFields } = plugin.meta;
  const [form, setForm] = useState<ConfigForm>(() => toConfigForm(jsonData));
  const [isSecretStored, setIsSecretStored] = useState(secureJsonFields?.proxySecret === true);
  const [isSaving, setIsSaving] = useState(false);
  const [failure, setFailure] = useState<string>();
  const { errors, settings } = checkConfigForm(form, isSecretStored);
  const change = (part: Partial<ConfigForm>) => setForm((before) => ({ ...before, ...part }));

  const onSubmit = async (event: FormEvent) => {
    // Without this the browser submits natively, which puts every named field into the address.
    event.preventDefault();
    if (!settings) return;
    setIsSaving(true);
    setFailure(undefined);
    try {
      await save({ meta: plugin.meta, settings, ...(isSecretStored ? {} : { proxySecret: form.proxySecret }) });
      reload();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      setIsSaving(false);
    }
  };

  return (
    <form onSubmit={(event) => void onSubmit(event)} className={styles.form}>
      <ConfigFields
        form={form}
        errors={errors}
        isSecretStored={isSecretStored}
        onChange={change}
        onResetSecret={() => {
          setIsSecretStored(false);
          change({ proxySecret: '' });
        }}
      />
      {failure !== undefined && <Alert severity="error" title={`Not saved: ${failure}`} />}
      <Button type="submit" disabled={!settings || isSaving} icon={isSaving ? 'spinner' : undefined}>
        Save configuration
      </Button>
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ form: css({ paddingTop: theme.spacing(2) }) });
