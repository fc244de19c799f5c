/** The one gate between windows and host: checks who is asking, hands out one port per window, takes print requests. */
import { RPCHandler } from '@orpc/server/message-port'
import { MessageChannelMain, ipcMain } from 'electron'
import type { IpcMainEvent, IpcMainInvokeEvent, MessagePortMain, WebContents } from 'electron'
import type { CallContext, HostFace, Log } from '../core/core.ts'
import type { WindowKind, Windows } from './windows.ts'

const WISH = 'mappe:port-wanted'
const GIFT = 'mappe:port'
const PRINT = 'mappe:print'

type Caller = CallContext['caller']
type Knock = Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>

export type GateOptions = {
  /** Asked at each knock: a locked host becomes an open one, and a rehearsal has a host of its own. */
  host: () => Pick<HostFace, 'router' | 'hostCaller' | 'onTurned'>
  windows: Pick<Windows, 'kindOf'>
  /** Only pages of this origin may ask. */
  origin: string
  print: (pdf: unknown) => Promise<void>
  log: Log
}

export function setUpGate({ host, windows, origin, print, log }: GateOptions): void {
  const ports = new Map<WebContents, MessagePortMain>()

  ipcMain.on(WISH, (event) => {
    const kind = kindOfSender(event, windows, origin)
    if (kind === null) return log('port-refused')
    const { port1, port2 } = new MessageChannelMain()
    replacePort(ports, event.sender, port1)
    const { router, hostCaller, onTurned } = host()
    new RPCHandler<CallContext>(router).upgrade(port1, { context: { caller: callerOf(kind, hostCaller) } })
    port1.start()
    endWhenTurned(port1, hostCaller, onTurned)
    event.senderFrame?.postMessage(GIFT, null, [port2])
  })

  ipcMain.handle(PRINT, async (event, pdf: unknown) => {
    if (kindOfSender(event, windows, origin) !== 'organizer') throw new Error('printing refused')
    await print(pdf)
  })
}

/** A rehearsal has begun or ended: the window knocks again, and is told where it is. */
function endWhenTurned(port: MessagePortMain, host: Caller, onTurned: HostFace['onTurned']): void {
  const stop = onTurned(({ except }) => {
    if (except !== host.station) port.close()
  })
  port.once('close', stop)
}

/** The window that knocks, if it is one of ours, in its main frame, and showing our own pages. */
function kindOfSender(
  { sender, senderFrame }: Knock,
  windows: Pick<Windows, 'kindOf'>,
  origin: string,
): WindowKind | null {
  if (senderFrame === null || senderFrame !== sender.mainFrame || senderFrame.origin !== origin) return null
  return windows.kindOf(sender)
}

/** The display window shows what the hall may see, so it may ask for no more than a projector on the network. */
const callerOf = (kind: WindowKind, host: Caller): Caller =>
  kind === 'display' ? { station: host.station, role: 'display' } : host

/** A window that was reloaded gets a new port; its old one and everything that ran over it end. */
function replacePort(
  ports: Map<WebContents, MessagePortMain>,
  contents: WebContents,
  port: MessagePortMain,
): void {
  const forgetPort = () => {
    if (ports.get(contents) === port) ports.delete(contents)
  }
  ports.get(contents)?.close()
  ports.set(contents, port)
  port.once('close', forgetPort)
}
