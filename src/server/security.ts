/** What the station server lets in and what it tells browsers: host and origin checks, headers. */
import type { IncomingMessage, ServerResponse } from 'node:http'

const CONTENT_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Headers of every answer: no foreign code, no guessing of types, no referrer, nothing of the machine for the page. */
export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', CONTENT_POLICY)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  response.setHeader('Permissions-Policy', 'camera=(self), microphone=(), geolocation=(), usb=()')
}

/**
 * Whether a request was meant for this host: the Host header must be one of its own names, else a foreign
 * name was made to point here (DNS rebinding).
 */
export function isForThisHost(request: IncomingMessage, ownHosts: ReadonlySet<string>): boolean {
  return ownHosts.has((request.headers.host ?? '').toLowerCase())
}

/** Whether a WebSocket comes from one of the host's own pages. A browser always sends Origin; other programs need not. */
export function isFromOwnPage(request: IncomingMessage, ownHosts: ReadonlySet<string>): boolean {
  const { origin } = request.headers
  if (origin === undefined) return true
  const url = URL.parse(origin)
  return url !== null && ownHosts.has(url.host.toLowerCase())
}

/** The token from the subprotocols `mappe.v1, token.<token>`: never in the address, so it reaches no log. */
export function tokenOf(request: IncomingMessage): string | null {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim())
  return offered.find((each) => each.startsWith('token.'))?.slice('token.'.length) ?? null
}
