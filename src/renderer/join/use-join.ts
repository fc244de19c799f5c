/** Turning a pairing code into a token, with the organizer's leave, and going where it leads. */
import { computed, ref, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import type { JoinProgress } from '../../shared/contract/stations.ts'
import { keepToken } from '../connection/tokens.ts'
import { useAction } from '../use-action.ts'
import type { Host } from '../client.ts'
import { CODE_LENGTH, codeInHash, digitsOf, secretInHash } from './join-code.ts'
import { keepTicket, keptTicket } from './ticket.ts'
import { usePause } from './use-pause.ts'

type Waiting = Extract<JoinProgress, { status: 'waiting' }>
type Paired = Extract<JoinProgress, { status: 'paired' }>

export function useJoin(host: Host) {
  const router = useRouter()
  const code = ref(codeInHash(location.hash))
  const secret = secretInHash(location.hash)
  const waiting = shallowRef<Waiting | null>(null)
  /** How asking ended, when it did not end well. */
  const ended = ref<'refused' | 'over' | null>(null)
  const { isRunning, error, run } = useAction()
  const pause = usePause(error)
  const isComplete = computed(() => digitsOf(code.value).length === CODE_LENGTH)
  let stopFollowing: (() => void) | null = null

  async function join(): Promise<void> {
    if (isComplete.value && pause.value === 0) await redeem(digitsOf(code.value))
  }

  async function redeem(given: string): Promise<void> {
    ended.value = null
    await run(async () => {
      const isTouch = navigator.maxTouchPoints > 0
      const answer = await host.call.stations.redeem({ code: given, isTouch })
      code.value = ''
      if (answer.status === 'paired') await enter(answer)
      else wait(answer.ticket)
    })
  }

  function wait(ticket: string): void {
    keepTicket(ticket, sessionStorage)
    stopFollowing = host.follow(
      (_since, signal) => host.call.live.joining({ ticket }, { signal }),
      (progress) => void take(progress),
    )
  }

  async function take(progress: JoinProgress): Promise<void> {
    if (progress.status === 'waiting') return void (waiting.value = progress)
    giveUp()
    if (progress.status === 'paired') await enter(progress)
    else ended.value = progress.status
  }

  /** Back to the code: the outcome is known, or nobody wants to wait for it. */
  function giveUp(): void {
    stopFollowing?.()
    keepTicket(null, sessionStorage)
    waiting.value = null
  }

  async function enter({ role, token }: Paired): Promise<void> {
    keepToken(role, token)
    await router.replace(`/${role}`)
  }

  /** Nobody joins a ceremony that has not been opened yet. */
  async function leaveIfLocked(): Promise<void> {
    const status = await host.call.access.status().catch(() => null)
    if (status?.isLocked) await router.replace('/unlock')
  }

  void leaveIfLocked()
  // The code is good once: it must not stay in the address bar or the history.
  if (location.hash) history.replaceState(history.state, '', location.pathname)
  const ticket = keptTicket(sessionStorage)
  if (secret !== '') void redeem(secret)
  else if (isComplete.value) void join()
  else if (ticket !== null) wait(ticket)

  return {
    code,
    isComplete,
    isRunning,
    error,
    pause,
    waiting,
    ended,
    join,
    giveUp,
    close: () => stopFollowing?.(),
  }
}
