/** MessageChannelMain over Node's own channels. Like Electron's, a port holds its messages back until it is started. */
import { EventEmitter } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'

export class StandInPortMain extends EventEmitter {
  readonly #port: MessagePort
  isStarted = false

  constructor(port: MessagePort) {
    super()
    this.#port = port
    port.on('close', () => this.emit('close'))
  }

  start(): void {
    if (this.isStarted) return
    this.isStarted = true
    this.#port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }))
  }

  postMessage(message: unknown): void {
    this.#port.postMessage(message, [])
  }

  close(): void {
    this.#port.close()
  }

  /** The other side's view of a port that was handed over. */
  handOver(): MessagePort {
    return this.#port
  }
}

export class StandInChannelMain {
  readonly port1: StandInPortMain
  readonly port2: StandInPortMain

  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = new StandInPortMain(port1)
    this.port2 = new StandInPortMain(port2)
  }
}
