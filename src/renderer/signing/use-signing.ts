/** One guest after the other at the signing tablet: what is shown now, and what each button does. */
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { judgeInk } from '../../shared/ink.ts'
import type { InkVerdict } from '../../shared/ink.ts'
import type { MappeError } from '../../shared/errors.ts'
import { command } from '../client.ts'
import type { Host } from '../client.ts'
import { newCommandId } from '../ids.ts'
import { useTaskStore } from '../stores/task.ts'
import { useAction } from '../use-action.ts'
import {
  asAgreed,
  asCorrected,
  asDeputy,
  asDrawing,
  asExpected,
  asTyping,
  inLanguage,
  meetTask,
  stepBack,
} from './draft.ts'
import type { Draft, SignatoryDraft, Step } from './draft.ts'
import { keepDraft, keptDraft } from './draft-keeping.ts'
import type { LiveBatch } from './live-ink.ts'
import type { PointerKind } from './palm.ts'
import { drawnAgain, inkOf, keptOf, nothingDrawn, signatureOf } from './signature.ts'
import type { Drawn } from './signature.ts'
import { useAgreement } from './use-agreement.ts'
import { useGuestLanguage } from './use-guest-language.ts'
import { useHandingOver } from './use-handing-over.ts'
import { useTypedName } from './use-typed-name.ts'

/** How a turn ended; shown for a moment before the next guest. */
export type Ending = 'thanks' | 'declined' | 'recalled'

const SHOWN_FOR: Record<Ending, number> = { thanks: 3_000, declined: 8_000, recalled: 5_000 }
/** A refused signature stays for its guest to see; the next one must not find it. */
const REFUSED_SHOWN_FOR = 60_000

export type Signing = ReturnType<typeof useSigning>

export function useSigning(host: Host) {
  const store = useTaskStore()
  onScopeDispose(store.follow(host))
  const { language, speak, reset } = useGuestLanguage()
  const agreement = useAgreement(host)
  const action = useAction()

  const draft = shallowRef<Draft | null>(keptDraft(sessionStorage))
  if (draft.value?.language) speak(draft.value.language)
  const drawn = shallowRef<Drawn>(draft.value ? drawnAgain(draft.value) : nothingDrawn())
  const verdict = shallowRef<InkVerdict>('good')
  const typed = useTypedName(host)
  const { failure, handOver } = useHandingOver(host, { done: () => end('thanks'), refused })
  const ending = shallowRef<Ending | null>(null)
  /** The task as it stood when the last guest was done: it may still name them. */
  let spent: object | null = null
  let timer = 0

  const call = computed(() => store.task?.call ?? null)
  const step = computed<Step | Ending | 'idle'>(() => ending.value ?? draft.value?.step ?? 'idle')
  const ink = computed(() => (draft.value?.typed == null ? inkOf(drawn.value) : typed.ink.value))

  const change = (next: Partial<Draft>) => void (draft.value &&= { ...draft.value, ...next })
  const goTo = (step: Step) => {
    action.clear()
    verdict.value = 'good'
    change({ step })
  }

  function meet(): void {
    if (ending.value || !store.task) return
    const met = meetTask(draft.value, store.task === spent ? null : store.task.call)
    if (met.recalled) return end('recalled')
    if (met.draft?.partnerId !== draft.value?.partnerId) forgetEntries()
    draft.value = met.draft
  }

  function forgetEntries(): void {
    drawn.value = nothingDrawn()
    verdict.value = 'good'
    failure.value = null
    typed.forget()
    action.clear()
  }

  /** Nothing of this guest is left but the words of the ending. */
  function end(how: Ending): void {
    forgetEntries()
    draft.value = null
    ending.value = how
    spent = store.task
    clearTimeout(timer)
    timer = window.setTimeout(afterEnding, SHOWN_FOR[how])
  }

  function afterEnding(): void {
    ending.value = null
    reset()
    meet()
  }

  function forgetAll(): void {
    forgetEntries()
    draft.value = null
    agreement.forget()
  }

  watch(draft, (now) => keepDraft(now, sessionStorage))
  watch(
    () => store.task,
    (task) => {
      meet()
      if (task !== spent) spent = null
    },
  )
  watch(
    [step, () => call.value?.document.sha256],
    ([now]) => {
      if (now === 'read' && call.value) void agreement.load(call.value)
    },
    { immediate: true },
  )
  watch(step, (now) => now === 'sending' && void send(), { immediate: true })
  watch(host.status, (status) => status === 'refused' && forgetAll(), { immediate: true })
  onScopeDispose(() => clearTimeout(timer))
  async function take(): Promise<void> {
    const partnerId = draft.value?.partnerId
    if (!partnerId) return
    const taken = await action.run(() =>
      command((commandId) => host.call.signing.take({ commandId, partnerId })),
    )
    if (taken) goTo('read')
  }

  async function decline(reason: string): Promise<void> {
    const partnerId = draft.value?.partnerId
    if (!partnerId) return
    const declined = await action.run(() =>
      command((commandId) => host.call.signing.decline({ commandId, partnerId, reason })),
    )
    if (declined) end('declined')
  }

  function finishDrawing(): void {
    if (!ink.value) return
    verdict.value = judgeInk(ink.value)
    if (verdict.value === 'good') goTo('review')
  }

  /** The name as it will stand in the document; after a reload it is set again. */
  async function finishTyping(name: string): Promise<void> {
    change({ typed: name })
    if (await typed.set(name)) goTo('review')
  }

  function send(): void {
    const given = draft.value
    if (given?.step !== 'sending') return
    void handOver({ draft: given, signature: signatureOf(given, drawn.value, language.value) })
  }

  function refused(error: MappeError): void {
    if (error.code !== 'INK_TOO_LITTLE') {
      clearTimeout(timer)
      timer = window.setTimeout(giveUp, REFUSED_SHOWN_FOR)
      return
    }
    change({ step: 'draw', commandId: null })
    verdict.value = error.data.verdict === 'straight-line' ? 'straight-line' : 'too-small'
  }

  /** The host will not have it: the call, if it still stands, begins afresh. */
  function giveUp(): void {
    clearTimeout(timer)
    forgetEntries()
    draft.value = null
    reset()
    meet()
  }

  if (draft.value?.typed && draft.value.step === 'review') void typed.set(draft.value.typed)

  return {
    status: host.status,
    isLoaded: computed(() => store.isLoaded),
    task: computed(() => store.task),
    call,
    step,
    draft,
    drawn,
    ink,
    verdict,
    failure,
    typed,
    agreement,
    action,
    language,
    speak(wanted: typeof language.value) {
      speak(wanted)
      draft.value &&= inLanguage(draft.value, wanted)
    },
    itsMe() {
      if (!draft.value || !call.value) return
      draft.value = asExpected(draft.value, call.value)
      if (call.value.person) void take()
    },
    correct: () => void (draft.value && call.value && (draft.value = asCorrected(draft.value, call.value))),
    deputise: () => void (draft.value &&= asDeputy(draft.value)),
    changeDetails: () => goTo('details'),
    saveDetails(signatory: SignatoryDraft) {
      change({ signatory })
      void take()
    },
    take,
    toConsent: () => goTo('consent'),
    agree: () => void (draft.value &&= asAgreed(draft.value, language.value)),
    typeInstead() {
      drawn.value = nothingDrawn()
      draft.value &&= asTyping(draft.value)
    },
    drawInstead: () => void (draft.value &&= asDrawing(draft.value)),
    finishTyping,
    back: () => draft.value && goTo(stepBack(draft.value.step)),
    decline,
    draw(now: Drawn, input: PointerKind) {
      drawn.value = now
      verdict.value = 'good'
      change({ strokes: keptOf(now), input })
    },
    fit(now: Drawn) {
      drawn.value = now
    },
    /** A fresh pad: counts as another attempt when something had been drawn. */
    startOver() {
      const attempts = (draft.value?.attempts ?? 1) + (drawn.value.strokes.length > 0 ? 1 : 0)
      drawn.value = nothingDrawn()
      change({ strokes: [], attempts, step: 'draw', commandId: null })
      verdict.value = 'good'
    },
    finishDrawing,
    confirm: () => change({ step: 'sending', commandId: draft.value?.commandId ?? newCommandId() }),
    sendAgain() {
      clearTimeout(timer)
      send()
    },
    giveUp,
    showLive(batch: LiveBatch) {
      const partnerId = draft.value?.partnerId
      if (!partnerId || !store.task?.liveInk || host.status.value !== 'connected') return
      void host.call.signing.draw({ partnerId, ...batch }).catch(() => {})
    },
  }
}
