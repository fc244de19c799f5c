/** The single writer: decides a command, has its facts made durable, folds them in, tells everyone. */
import { decide } from '../shared/domain/decide.ts'
import type { Command } from '../shared/domain/decide.ts'
import type { Unchanged } from '../shared/domain/decision.ts'
import type { DomainEvent, RecordedEvent } from '../shared/domain/events.ts'
import type { StationId } from '../shared/domain/ids.ts'
import { evolve } from '../shared/domain/state.ts'
import type { State } from '../shared/domain/state.ts'
import type { Entry, NewEntry } from './journal/entry.ts'
import type { Journal } from './journal/journal.ts'
import { recordedOf } from './ledger-opening.ts'
import type { OpenLedger } from './ledger-opening.ts'

/** Who asks, and the id under which the command is done at most once. */
export type CommandOrigin = { commandId: string; station: StationId }

export type Execution =
  { kind: 'recorded'; events: RecordedEvent[] } | { kind: 'unchanged'; because: Unchanged }

export type CommandHandlerOptions = {
  /** Opens journal and state from the data folder; called at the start and again after a disk fault. */
  open: () => Promise<OpenLedger>
  now: () => Date
  /** Told of every durable fact, in order, after it was folded in. */
  publish: (event: RecordedEvent) => void
}

export type CommandHandler = {
  /** Durable facts only. Changed in place; copy what must not move. */
  readonly state: State
  readonly journal: Journal
  readonly opened: OpenLedger
  /**
   * Runs a command once; a repeated id gives the first outcome and writes nothing.
   * @throws MappeError of the rule or of the disk; nothing was changed then.
   */
  run: (command: Command, origin: CommandOrigin) => Promise<Execution>
  /** Facts after `seq`, oldest first. */
  factsSince: (seq: number) => Promise<RecordedEvent[]>
  close: () => Promise<void>
}

export async function createCommandHandler(options: CommandHandlerOptions): Promise<CommandHandler> {
  const writer = new Writer(options, await options.open())
  return {
    get state() {
      return writer.ledger.state
    },
    get journal() {
      return writer.ledger.journal
    },
    get opened() {
      return writer.ledger
    },
    run: (command, origin) => writer.run(command, origin),
    factsSince: async (seq) => (await writer.ledger.journal.entriesSince(seq)).map(recordedOf),
    close: () => writer.close(),
  }
}

const FACT_VERSION = 1

class Writer {
  ledger: OpenLedger
  readonly #options: CommandHandlerOptions
  /** Durable facts plus those on their way to the disk: what the next command is decided on. */
  #expected: State
  #running = new Map<string, Promise<Execution>>()
  #lastWrite: Promise<unknown> = Promise.resolve()
  #recovery: Promise<void> | null = null
  #broken = false

  constructor(options: CommandHandlerOptions, ledger: OpenLedger) {
    this.#options = options
    this.ledger = ledger
    this.#expected = structuredClone(ledger.state)
  }

  run(command: Command, origin: CommandOrigin): Promise<Execution> {
    const running = this.#running.get(origin.commandId)
    if (running) return running
    const execution = this.#execute(command, origin).finally(() => this.#running.delete(origin.commandId))
    this.#running.set(origin.commandId, execution)
    return execution
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#running.values())
    await this.ledger.journal.close()
  }

  async #execute(command: Command, origin: CommandOrigin): Promise<Execution> {
    if (this.#broken) await this.#recover()
    const earlier = await this.ledger.journal.findCommand(origin.commandId)
    if (earlier.length > 0) return { kind: 'recorded', events: earlier.map(recordedOf) }
    const decision = this.#decide(command, origin)
    if ('unchanged' in decision) {
      // The refusal may rest on a fact that is still on its way to the disk.
      await this.#lastWrite
      return { kind: 'unchanged', because: decision.unchanged }
    }
    return { kind: 'recorded', events: await this.#record(decision.events, origin) }
  }

  #decide(command: Command, { station }: CommandOrigin) {
    return decide(this.#expected, command, { station })
  }

  async #record(events: DomainEvent[], { commandId, station }: CommandOrigin): Promise<RecordedEvent[]> {
    const at = this.#options.now().toISOString()
    const entries: NewEntry[] = events.map(({ type, payload }) => ({
      at,
      station,
      commandId,
      type,
      version: FACT_VERSION,
      payload,
    }))
    const { ledger } = this
    const write = ledger.journal.append(entries)
    this.#lastWrite = write
    this.#expect(events, at, station)
    return this.#settle(ledger, write)
  }

  #expect(events: DomainEvent[], at: string, station: StationId): void {
    for (const event of events) {
      evolve(this.#expected, { ...event, at, station, seq: this.#expected.seq + 1 })
    }
  }

  async #settle(ledger: OpenLedger, write: Promise<Entry[]>): Promise<RecordedEvent[]> {
    try {
      const recorded = (await write).map(recordedOf)
      recorded.forEach((event) => this.#fold(ledger.state, event))
      return recorded
    } catch (error) {
      this.#broken = true
      throw error
    }
  }

  #fold(state: State, event: RecordedEvent): void {
    evolve(state, event)
    this.#options.publish(event)
  }

  /** After a disk fault: read again what is really there, and tell of facts that made it after all. */
  #recover(): Promise<void> {
    this.#recovery ??= this.#reopen().finally(() => {
      this.#recovery = null
    })
    return this.#recovery
  }

  async #reopen(): Promise<void> {
    await this.ledger.journal.close().catch(() => {})
    const known = this.ledger.state.seq
    this.ledger = await this.#options.open()
    this.#expected = structuredClone(this.ledger.state)
    this.#broken = false
    const survived = await this.ledger.journal.entriesSince(known)
    survived.map(recordedOf).forEach((event) => this.#options.publish(event))
  }
}
