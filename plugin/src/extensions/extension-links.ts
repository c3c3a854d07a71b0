import { APP_BASE_PATH, PAGE_PATHS } from '@botscope/conventions';
import type { PluginExtensionAddedLinkConfig } from '@grafana/data';
import { buildLinkOfAttributes } from './attributes-link.ts';
import { buildPathOfResults } from './explore-toolbar-link.ts';
import { buildPathOfTrace } from './trace-link.ts';

/** What `configure` changes of a link; `undefined` hides it. */
type Configure = NonNullable<PluginExtensionAddedLinkConfig['configure']>;

/** Grafana registers no link without a path; what a link is for is what `configure` puts in its place. */
const path = APP_BASE_PATH + PAGE_PATHS.conversations;
const TITLE = 'Open conversation turn';

const toPath =
  (build: (context: unknown) => string | undefined): Configure =>
  (context) => {
    const found = build(context);
    return found === undefined ? undefined : { path: found };
  };

/** The app's links in Grafana's own pages: `plugin.json` declares them, `module.tsx` registers them. */
export const EXTENSION_LINKS = [
  {
    targets: ['grafana/traceview/header/actions'],
    title: TITLE,
    description: 'The turn that this trace is, with all of its steps, in Botscope',
    icon: 'bug',
    path,
    configure: toPath(buildPathOfTrace),
  },
  {
    targets: ['grafana/traceview/resource-attributes', 'grafana/logsview/resource-attributes'],
    title: `${TITLE} and step`,
    description: 'The turn and the step that this belongs to, in Botscope',
    icon: 'bug',
    path,
    configure: (context) => buildLinkOfAttributes(context),
  },
  {
    targets: ['grafana/explore/toolbar/action'],
    title: 'Open the first conversation of the results',
    description: 'The turn of the first log line or span that belongs to a conversation, in Botscope',
    icon: 'bug',
    path,
    configure: toPath(buildPathOfResults),
  },
] as const satisfies readonly PluginExtensionAddedLinkConfig[];
