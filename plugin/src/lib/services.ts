import { toAction, type Permission } from '@botscope/conventions';
import type { PluginPageProps } from '@grafana/runtime';
import { createContext, useContext, type ComponentType } from 'react';
import type { Backend } from './backend.ts';
import type { Preferences } from './preferences.ts';
import type { AppSettings } from './settings.ts';
import type { TailOpener } from './tail.ts';

/** Everything outside the pages that they use. Given by the app, replaced in tests. */
export interface AppServices {
  readonly backend: Backend;
  readonly openTail: TailOpener;
  /** Whether the person has an action, in full such as `datasources:explore`. */
  readonly hasAction: (action: string) => boolean;
  readonly settings: AppSettings;
  readonly preferences: Preferences;
  /** Milliseconds since the epoch. */
  readonly nowMillis: () => number;
  /** Time zone that the person chose, as Grafana names it. */
  readonly timeZone: string;
  /** Uid of the Tempo data source to open in Explore; `undefined` = none. */
  readonly findTraceSource: () => string | undefined;
  /** Grafana's page around ours. */
  readonly Frame: ComponentType<PluginPageProps>;
}

/** Carries the services to the pages. */
export const ServicesContext = createContext<AppServices | undefined>(undefined);

/** The app's services. Throws outside of the app's context. */
export function useServices(): AppServices {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('The page is rendered outside of ServicesContext');
  return services;
}

/** Whether the person has one of the app's permissions. */
export function useMay(permission: Permission): boolean {
  return useServices().hasAction(toAction(permission));
}
