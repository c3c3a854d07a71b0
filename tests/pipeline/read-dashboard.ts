import { readText } from './read-yaml.ts';

/** A query of a panel. */
export interface PanelTarget {
  readonly refId: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly expr: string;
  readonly queryType: 'instant' | 'range';
  readonly legendFormat?: string;
}

/** A panel of a dashboard, as far as tests look at it. */
export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  /** Absent from rows and texts. */
  readonly targets?: readonly PanelTarget[];
}

/** A variable whose values are those of a label. */
export interface DashboardVariable {
  readonly name: string;
  readonly datasource: { readonly uid: string };
  readonly query: { readonly label: string; readonly stream: string; readonly type: number };
  readonly allValue: string;
}

/** A dashboard in Grafana's JSON model. */
export interface Dashboard {
  readonly uid: string;
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly DashboardVariable[] };
}

/** The dashboard for SREs. */
export function readDashboard(): Dashboard {
  return JSON.parse(readText('provisioning/grafana/dashboards/botscope-sre.json')) as Dashboard;
}

/** Fills in variables as Grafana does, `$name` by its value; leaves unknown ones. */
export function fillVariables(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$([a-z_]+)/g, (whole, name: string) => values[name] ?? whole);
}
