/** What {@link createWorkbench} needs. */
export interface WorkbenchOptions {
  /** The plugin's build, `plugin/dist`; served untouched. May be missing: pages then say what to run. */
  readonly pluginDirectory: string;
  /** The host page's build, `standalone/dist/workbench`. May be missing: pages then say what to run. */
  readonly pageDirectory: string;
  /** Grafana's provisioning of the app, `provisioning/grafana/plugins.yaml`. */
  readonly provisioningFile: string;
  /** Where `workbench-key.pem` is kept (made with mode 0600 when it is missing). */
  readonly dataDirectory: string;
  /**
   * Variables that the provisioning may name. Read again at each request, so that an address that is only known later
   * (the gateway's, which itself needs the workbench's) can still be added.
   */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /**
   * Address under which people open the workbench, with its sub-path if it has one. Absent: `http://127.0.0.1:<port>`.
   * It is the issuer of identity tokens and, besides loopback names, the only host that is answered.
   */
  readonly publicUrl?: string;
  /** Clock, milliseconds since the epoch. */
  readonly nowMillis?: () => number;
}
