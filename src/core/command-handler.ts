/** The single writer: decides a command, has its facts made durable, folds them in, tells everyone. */
import { setImmediate } from 'node:timers/promises'
import { decide } from '../shared/domain/decide.ts'
import type { Command } from '../shared/domain/decide.ts'
import type { Decision, Unchanged } from '../shared/domain/decision.ts'
import type { DomainEvent, RecordedEvent } from '../shared/domain/events.ts'
import type { StationId } from '../shared/domain/ids.ts'
import { whatRemainsIn } from '../shared/domain/privacy/redaction.ts'
import { evolve, evolveAll } from '../shared/domain/evolve.ts'
import type { State } from '../shared/domain/state.ts'
import { MappeError } from '../shared/errors.ts'
import type { ChainEnd, Entry, NewEntry } from './journal/entry.ts'
import type { Journal } from './journal/journal.ts'
import { InTurn } from './in-turn.ts'
import { recordedOf } from './folder/ledger-opening.ts'
import type { OpenLedger } from './folder/ledger-opening.ts'
import type { Report } from './work.ts'

/** Who asks, and the id under which the command is done at most once. */
export type CommandOrigin = { commandId: string; station: StationId }

export type Execution =
  { kind: 'recorded'; events: RecordedEvent[] } | { kind: 'unchanged'; because: Unchanged }

export type CommandHandlerOptions = {
  /** Opens journal and state from the data folder; called at the start and again after a disk fault. */
  open: (report?: Report) => Promise<OpenLedger>
  now: () => Date
  /** Throws where nothing may be recorded now; what was recorded before is answered all the same. */
  requireWritable?: (command: Command) => void
  /** Told of every durable fact, in order, after all of its command was folded in. */
  publish: (event: RecordedEvent) => void
}

export type CommandHandler = {
  /** Durable facts only. Changed in place; copy what must not move. */
  readonly state: State
  /** The entry `state` stands at; the journal's own head may be a moment ahead. */
  readonly head: ChainEnd
  readonly journal: Journal
  readonly opened: OpenLedger
  /**
   * Runs a command once; a repeated id gives the first outcome and writes nothing.
   * @throws MappeError of the rule or of the disk; nothing was changed then. CONFLICT when another station used the id.
   */
  run: (command: Command, origin: CommandOrigin) => Promise<Execution>
  /** Throws what `run` would throw as things stand, so that nothing is kept for a command that is refused. */
  requireAllowed: (command: Command, origin: CommandOrigin) => Promise<void>
  /** Does `work` while the state stands still: facts that become durable meanwhile are folded in afterwards. */
  whileStill: <T>(work: () => Promise<T>) => Promise<T>
  /**
   * Puts another journal in the place of this one while nobody writes; who follows has to begin anew. Rejects as `work` does.
   * `reopening` hears, after the work, how far the new journal is read.
   */
  replaceLedger: (work: () => Promise<void>, reopening?: Report) => Promise<void>
  /** Facts after `seq`, oldest first, with what deletions have left of them. */
  factsSince: (seq: number) => Promise<RecordedEvent[]>
  close: () => Promise<void>
}

export async function createCommandHandler(options: CommandHandlerOptions): Promise<CommandHandler> {
  const writer = new Writer(options, await options.open())
  return {
    get state() {
      return writer.ledger.state
    },
    get head() {
      return writer.head
    },
    get journal() {
      return writer.ledger.journal
    },
    get opened() {
      return writer.ledger
    },
    run: (command, origin) => writer.run(command, origin),
    requireAllowed: (command, origin) => writer.requireAllowed(command, origin),
    whileStill: (work) => writer.telling.run(work),
    replaceLedger: (work, reopening) => writer.replaceLedger(work, reopening),
    factsSince: (seq) => writer.factsSince(seq),
    close: () => writer.close(),
  }
}

const FACT_VERSION = 1

/** So many facts are published without a pause: a millisecond or two. */
const PUBLISHED_AT_ONCE = 250

type Running = { station: StationId; execution: Promise<Execution> }

class Writer {
  ledger: OpenLedger
  head: ChainEnd
  /** Folding in and publishing: command by command, in the order of the journal. */
  readonly telling = new InTurn()
  readonly #options: CommandHandlerOptions
  /** Durable facts plus those on their way to the disk: what the next command is decided on. */
  #expected: State
  #running = new Map<string, Running>()
  #lastWrite: Promise<unknown> = Promise.resolve()
  #recovery: Promise<void> | null = null
  #broken = false

  constructor(options: CommandHandlerOptions, ledger: OpenLedger) {
    this.#options = options
    this.ledger = ledger
    this.head = ledger.journal.head
    this.#expected = structuredClone(ledger.state)
  }

  run(command: Command, origin: CommandOrigin): Promise<Execution> {
    const { commandId, station } = origin
    const running = this.#running.get(commandId)
    if (running) return running.station === station ? running.execution : Promise.reject(idReused())
    const execution = this.#execute(command, origin)
    this.#running.set(commandId, { station, execution })
    const forget = () => this.#running.delete(commandId)
    execution.then(forget, forget)
    return execution
  }

  async requireAllowed(command: Command, { commandId, station }: CommandOrigin): Promise<void> {
    const earlier = await this.ledger.journal.findCommand(commandId)
    if (earlier.length > 0) return
    this.#options.requireWritable?.(command)
    decide(this.ledger.state, command, { station })
  }

  /** Whoever comes from now on waits as after a disk fault; those under way are finished first. */
  replaceLedger(work: () => Promise<void>, reopening?: Report): Promise<void> {
    const underWay = this.#settled()
    this.#broken = true
    const replaced = this.#replace(underWay, work, reopening).finally(() => {
      this.#recovery = null
    })
    this.#recovery = replaced.catch(() => {})
    return replaced
  }

  async factsSince(seq: number): Promise<RecordedEvent[]> {
    const { journal, state } = this.ledger
    return whatRemainsIn(state, (await journal.entriesSince(seq)).map(recordedOf))
  }

  async close(): Promise<void> {
    await this.#settled()
    await this.telling.untilIdle()
    await this.ledger.journal.close()
  }

  async #execute(command: Command, origin: CommandOrigin): Promise<Execution> {
    if (this.#broken) await this.#recover()
    if (this.ledger.journal.hasCommand(origin.commandId)) return this.#repeat(origin)
    this.#options.requireWritable?.(command)
    const decision = this.#decide(command, origin)
    if ('events' in decision) return this.#record(decision.events, origin)
    // A refusal may rest on a fact that is still on its way to the disk.
    await this.#lastWrite
    if ('refusal' in decision) throw decision.refusal
    return { kind: 'unchanged', because: decision.unchanged }
  }

  async #repeat({ commandId, station }: CommandOrigin): Promise<Execution> {
    const entries = await this.ledger.journal.findCommand(commandId)
    if (entries[0]?.station !== station) throw idReused()
    return { kind: 'recorded', events: whatRemainsIn(this.ledger.state, entries.map(recordedOf)) }
  }

  #decide(command: Command, { station }: CommandOrigin): Decision | { refusal: unknown } {
    try {
      return decide(this.#expected, command, { station })
    } catch (refusal) {
      return { refusal }
    }
  }

  #record(events: DomainEvent[], { commandId, station }: CommandOrigin): Promise<Execution> {
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
    this.#expect(events, at, station)
    const told = write.then(
      (written) => this.telling.run(() => this.#settle(ledger, written)),
      (error: unknown) => this.#break(error),
    )
    this.#lastWrite = told
    return told
  }

  async #settle({ state }: OpenLedger, written: Entry[]): Promise<Execution> {
    try {
      if (written.length > PUBLISHED_AT_ONCE) await setImmediate()
      const events = this.#fold(state, written)
      await this.#publish(events)
      return { kind: 'recorded', events }
    } catch (error) {
      return this.#break(error)
    }
  }

  #break(error: unknown): never {
    this.#broken = true
    throw error
  }

  #expect(events: DomainEvent[], at: string, station: StationId): void {
    for (const event of events) {
      evolve(this.#expected, { ...event, at, station, seq: this.#expected.seq + 1 })
    }
  }

  /** All facts of a command in one go, however many: nobody reads half a command. */
  #fold(state: State, written: Entry[]): RecordedEvent[] {
    const events = written.map(recordedOf)
    evolveAll(state, events)
    const last = written.at(-1)
    if (last) this.head = { seq: last.seq, hash: last.hash }
    return events
  }

  /** An import brings thousands of facts at once: others get their turn in between. */
  async #publish(events: RecordedEvent[]): Promise<void> {
    for (const [index, event] of events.entries()) {
      if (index > 0 && index % PUBLISHED_AT_ONCE === 0) await setImmediate()
      this.#options.publish(event)
    }
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
    await this.telling.untilIdle()
    const known = this.ledger.state.seq
    await this.#openAnew()
    await this.#publish(await this.factsSince(known))
  }

  async #replace(underWay: Promise<unknown>, work: () => Promise<void>, reopening?: Report): Promise<void> {
    await underWay
    await this.telling.untilIdle()
    await this.ledger.journal.close()
    try {
      await work()
    } finally {
      await this.#openAnew(reopening)
    }
  }

  #settled(): Promise<unknown> {
    return Promise.allSettled([...this.#running.values()].map(({ execution }) => execution))
  }

  async #openAnew(report?: Report): Promise<void> {
    this.ledger = await this.#options.open(report)
    this.head = this.ledger.journal.head
    this.#expected = structuredClone(this.ledger.state)
    this.#lastWrite = Promise.resolve()
    this.#broken = false
  }
}

/** An id belongs to whoever used it first: its outcome is no answer to anybody else. */
const idReused = () => new MappeError('CONFLICT', { reason: 'command-id-reused' })
