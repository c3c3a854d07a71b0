import { css } from '@emotion/css';
import type { AppPluginMeta, GrafanaTheme2, PluginConfigPageProps } from '@grafana/data';
import { Alert, Button, Field, Input, SecretInput, Switch, TextArea, useStyles2 } from '@grafana/ui';
import { useState, type FormEvent } from 'react';
import { checkConfigForm, toConfigForm, type ConfigForm } from './config-form.ts';
import { saveAppConfig, type AppConfigToSave } from './save-app-config.ts';

/** What Grafana gives to the configuration page. */
export type AppConfigProps = Pick<PluginConfigPageProps<AppPluginMeta>, 'plugin'>;

interface Deps {
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
}: AppConfigProps & Deps) {
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

  const text = (key: keyof ConfigForm & TextKey, label: string, description: string, placeholder = '') => (
    <Field label={label} description={description} invalid={key in errors} error={errors[key]}>
      <Input
        id={`botscope-${key}`}
        width={60}
        value={form[key]}
        placeholder={placeholder}
        onChange={(event) => change({ [key]: event.currentTarget.value })}
      />
    </Field>
  );

  return (
    <form onSubmit={(event) => void onSubmit(event)} className={styles.form}>
      {text('gatewayUrl', 'Gateway address', 'As Grafana’s server reaches it.', 'http://127.0.0.1:4390')}
      <Field
        label="Proxy secret"
        description="The value of BOTSCOPE_PROXY_SECRET that the gateway was started with."
        invalid={'proxySecret' in errors}
        error={errors.proxySecret}
      >
        <SecretInput
          id="botscope-proxySecret"
          width={60}
          autoComplete="off"
          value={form.proxySecret}
          isConfigured={isSecretStored}
          onChange={(event) => change({ proxySecret: event.currentTarget.value })}
          onReset={() => {
            setIsSecretStored(false);
            change({ proxySecret: '' });
          }}
        />
      </Field>
      {text(
        'productionDelayMinutes',
        'Production delay (minutes)',
        'Production conversations are listed so long after their end; 0 lists them at once.',
      )}
      {text(
        'conversationIdleMinutes',
        'Idle time (minutes)',
        'A conversation without activity for so long counts as ended.',
      )}
      {text(
        'builderUrl',
        'Builder address',
        'Where flows are built: target of “view node”.',
        'https://builder.example',
      )}
      {text('helpUrl', 'Help address', 'Where people find help with your bots.')}
      <Field
        label="Bots"
        description="Offered in filters even before they send anything. One a line: id, then its name."
      >
        <TextArea
          id="botscope-bots"
          cols={60}
          rows={4}
          value={form.bots}
          onChange={(event) => change({ bots: event.currentTarget.value })}
        />
      </Field>
      <Field label="Hide unreachable calls" description="Leave out calls whose host gave no answer from the API logs.">
        <Switch
          id="botscope-hideUnreachable"
          value={form.hideUnreachable}
          onChange={(event) => change({ hideUnreachable: event.currentTarget.checked })}
        />
      </Field>
      {failure !== undefined && <Alert severity="error" title={`Not saved: ${failure}`} />}
      <Button type="submit" disabled={!settings || isSaving} icon={isSaving ? 'spinner' : undefined}>
        Save configuration
      </Button>
    </form>
  );
}

type TextKey = 'gatewayUrl' | 'productionDelayMinutes' | 'conversationIdleMinutes' | 'builderUrl' | 'helpUrl';

const getStyles = (theme: GrafanaTheme2) => ({ form: css({ paddingTop: theme.spacing(2) }) });
