import type { FastifyReply, FastifyRequest } from 'fastify';
import { THEMES, type Theme } from './boot-data.ts';

const COOKIE = 'botscope_theme';
const LIFE_SECONDS = 365 * 24 * 3600;

/** The theme chosen in this browser; the system's when none was. */
export function readTheme(request: FastifyRequest): Theme {
  return THEMES.find((theme) => theme === request.cookies[COOKIE]) ?? 'system';
}

/** Keeps the theme for this browser. */
export function writeTheme(reply: FastifyReply, theme: Theme, basePath: string): void {
  void reply.setCookie(COOKIE, theme, {
    path: basePath || '/',
    httpOnly: true,
    sameSite: 'strict',
    maxAge: LIFE_SECONDS,
  });
}
