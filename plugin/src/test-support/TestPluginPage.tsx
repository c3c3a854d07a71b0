import type { PluginPageProps } from '@grafana/runtime';

/** Stands in for Grafana's page frame in tests: breadcrumb, title, actions and content. */
export function TestPluginPage({ pageNav, actions, subTitle, children }: PluginPageProps) {
  const trail = [];
  for (let item = pageNav; item; item = item.parentItem) trail.unshift(item.text);
  return (
    <main>
      <nav aria-label="Breadcrumb">{trail.join(' › ')}</nav>
      <h1>{pageNav?.text}</h1>
      <div>{actions}</div>
      <div>{subTitle}</div>
      {children}
    </main>
  );
}
