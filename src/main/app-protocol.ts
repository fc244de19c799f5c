/** Serves the built pages under app://mappe/, with the same rules for their content as a tablet gets. */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { CustomScheme, Protocol } from 'electron'
import { PAGE_HEADERS } from '../shared/page-headers.ts'
import { SCHEME } from './pages.ts'

/** Must be registered before the app is ready. */
export const APP_SCHEME: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
}

/** Answers every request under app:// from the folder of built pages. */
export function setUpAppProtocol(protocol: Protocol, pagesDir: string): void {
  protocol.handle(SCHEME, (request) => answer(request, pagesDir))
}

/** One file, or the start page for a path the router knows; 404 for a missing file, 403 for what lies outside. */
export async function answer(request: Pick<Request, 'method' | 'url'>, pagesDir: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405)
  const path = pathOf(request.url)
  if (path === null) return refusal(400)
  const file = normalize(join(pagesDir, path))
  if (!file.startsWith(pagesDir + sep)) return refusal(403)
  const type = extname(file)
  return type === '' ? page(join(pagesDir, 'index.html'), '.html') : page(file, type)
}

function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(new URL(url).pathname)
    return path.includes('\0') || path.includes('\\') ? null : `.${path}`
  } catch {
    return null
  }
}

async function page(file: string, type: string): Promise<Response> {
  const bytes = await readFile(file).catch(() => null)
  if (bytes === null) return refusal(404)
  const contentType = CONTENT_TYPES[type] ?? 'application/octet-stream'
  return new Response(bytes, { headers: { ...PAGE_HEADERS, 'Content-Type': contentType } })
}

const refusal = (status: number) => new Response(null, { status, headers: PAGE_HEADERS })
