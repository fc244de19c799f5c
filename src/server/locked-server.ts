/** Serves the page that asks for what opens a locked folder: to this computer alone. */
import type { HostFace } from '../core/core.ts'
import { doorsTo } from './door.ts'
import type { Door } from './door.ts'

type LockedServerOptions = { host: HostFace; pagesDir: string; port: number; findFreePort: boolean }

/** @throws MappeError PORT_IN_USE */
export const startLockedServer = ({
  host,
  pagesDir,
  port,
  findFreePort,
}: LockedServerOptions): Promise<Door> => {
  const names = ['127.0.0.1', 'localhost']
  return doorsTo(host, pagesDir)({ address: '127.0.0.1', names, port, findFreePort, certificate: null })
}
