import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
export type AppConfigProps = PluginConfigPageProps<AppPluginMeta>;
export default function AppConfig(_props: AppConfigProps) {
  return <p>Botscope</p>;
}
