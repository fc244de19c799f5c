/** Serves pages and contract to browsers: this computer alone, or the house network over HTTPS. */
import { createServer as createHttpServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import sirv from 'sirv'
import type { Core } from '../core/core.ts'
import { MappeError } from '../shared/errors.ts'
import { isForThisHost, setSecurityHeaders } from './security.ts'
import { serveSockets } from './sockets.ts'
import { openTlsCertificate } from './tls-certificate.ts'

export type StationServerOptions = {
  core: Core
  /** The built pages. */
  pagesDir: string
  /** 0 takes any free port. */
  port: number
  /** Listen in the house network, over HTTPS; else on 127.0.0.1 only. */
  lan: boolean
  /** Try the next ports when the wanted one is taken. */
  findFreePort?: boolean
}

export type StationServer = {
  /** For the browser on this computer. */
  url: string
  /** For other devices; the same as `url` when the house network is off. */
  addresses: string[]
  port: number
  /** SHA-256 of the certificate authority's certificate, to compare on a device; null without HTTPS. */
  authorityFingerprint: string | null
  close: () => Promise<void>
}

const PORTS_TO_TRY = 20
const SLOW_CLIENT_MS = 20_000

/** @throws MappeError PORT_IN_USE when the port is taken */
export async function startStationServer(options: StationServerOptions): Promise<StationServer> {
  const { core, lan } = options
  const names = lan ? ['127.0.0.1', ...lanAddresses()] : ['127.0.0.1']
  const certificate = lan
    ? await openTlsCertificate(core.parts.folder.keys, names, core.parts.options.now())
    : null
  const ownHosts = new Set<string>()
  const pages = sirv(options.pagesDir, { single: true, etag: true, dotfiles: false })
  const listener: RequestListener = (request, response) => {
    setSecurityHeaders(response)
    if (!isForThisHost(request, ownHosts)) return void response.writeHead(421).end('Wrong host.')
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end()
    pages(request, response)
  }
  const server = certificate ? createHttpsServer(certificate, listener) : createHttpServer(listener)
  server.headersTimeout = SLOW_CLIENT_MS
  server.requestTimeout = SLOW_CLIENT_MS
  const port = await listen(server, lan ? '0.0.0.0' : '127.0.0.1', options)
  for (const name of [...names, 'localhost']) ownHosts.add(`${name}:${port}`)
  const sockets = serveSockets(server, core, () => ownHosts)
  const scheme = certificate ? 'https' : 'http'
  const url = `${scheme}://127.0.0.1:${port}`
  const others = names.slice(1).map((name) => `${scheme}://${name}:${port}`)
  const addresses = others.length > 0 ? others : [url]
  core.announce(addresses)
  return {
    url,
    addresses,
    port,
    authorityFingerprint: certificate?.authorityFingerprint ?? null,
    close: () => closeServer(server, sockets),
  }
}

/** IPv4 addresses of this computer in the house network. */
export const lanAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)

async function listen(
  server: Server,
  host: string,
  { port, findFreePort = false }: StationServerOptions,
): Promise<number> {
  const last = findFreePort && port !== 0 ? Math.min(port + PORTS_TO_TRY, 65_535) : port
  for (let candidate = port; candidate <= last; candidate += 1) {
    const taken = await tryListen(server, host, candidate)
    if (!taken) return (server.address() as AddressInfo).port
  }
  throw new MappeError('PORT_IN_USE', { port })
}

/** True when the port is taken. */
function tryListen(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(true)
      else reject(error)
    }
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      resolve(false)
    })
  })
}

function closeServer(server: Server, sockets: { close: () => void }): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    sockets.close()
    server.closeAllConnections()
  })
}
