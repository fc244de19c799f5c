/** Editing the fields of a draft: shown at once, one step of the history per gesture, saved shortly after it. */
import { computed, onBeforeUnmount, shallowRef, watch } from 'vue'
import type { SignatureField } from '../../../shared/domain/signing/agreement.ts'
import type { FieldId, PartnerId } from '../../../shared/domain/ids.ts'
import { MappeError } from '../../../shared/errors.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { asMappeError } from '../../connection/error.ts'
import { newFieldId } from '../../ids.ts'
import { withBox, withoutField } from './field-geometry.ts'
import type { Box } from './rect.ts'
import { begin, record, redo, undo } from './field-history.ts'
import { keepSaving } from './keep-saving.ts'

export type Recorded = {
  /** What the host has. */
  fields: () => readonly SignatureField[]
  /** Which draft is edited; null where nothing may be changed. A new one begins a new session. */
  draft: () => string | null
  reached: (seq: number) => Promise<void>
}

type Fields = readonly SignatureField[]

/** From the last change to the saving, in ms. */
const CALM = 400

export function useFields({ call, status }: Host, recorded: Recorded) {
  const history = shallowRef(begin<Fields>(recorded.fields()))
  /** What a gesture shows before it ends. */
  const gesture = shallowRef<Fields | null>(null)
  const error = shallowRef<MappeError | null>(null)
  const isUnsaved = shallowRef(false)
  const fields = computed(() => gesture.value ?? history.value.present)

  async function save(wanted: Fields): Promise<void> {
    const { seq } = await command((commandId) =>
      call.agreement.placeFields({ fields: [...wanted], commandId }),
    )
    await recorded.reached(seq)
  }
  const saving = keepSaving(save, CALM, (fault) => {
    error.value = fault === null ? null : asMappeError(fault)
    isUnsaved.value = saving.isPending()
  })

  function restart(): void {
    gesture.value = null
    history.value = begin(recorded.fields())
  }

  /** Ends a gesture: what is shown becomes a step that can be taken back. */
  function keep(): void {
    const shown = gesture.value
    gesture.value = null
    if (shown === null || isSame(shown, history.value.present)) return
    history.value = record(history.value, shown)
    saving.want(shown)
  }

  function step(next: typeof history.value): void {
    gesture.value = null
    if (next === history.value) return
    history.value = next
    saving.want(next.present)
  }

  const show = (id: FieldId, box: Box) => void (gesture.value = withBox(fields.value, id, box))
  const cancel = () => void (gesture.value = null)

  function add(partnerId: PartnerId, page: number, box: Box): FieldId {
    const id = newFieldId()
    gesture.value = [...fields.value, { id, partnerId, page, box, hasPrintedLine: false }]
    keep()
    return id
  }

  /** Several at once, taken back in one step. */
  function addAll(added: readonly Omit<SignatureField, 'id'>[]): void {
    gesture.value = [...fields.value, ...added.map((field) => ({ ...field, id: newFieldId() }))]
    keep()
  }

  function remove(id: FieldId): void {
    gesture.value = withoutField(fields.value, id)
    keep()
  }

  watch(recorded.draft, (draft) => {
    const isLost = saving.isPending() && draft === null
    saving.drop()
    restart()
    if (isLost) error.value = new MappeError('AGREEMENT_FROZEN')
  })
  // What another window placed is taken over, unless something of our own is still on its way.
  watch(recorded.fields, (theirs) => {
    if (!saving.isPending() && !isSame(theirs, history.value.present)) restart()
  })
  watch(status, (now) => {
    if (now === 'connected' && saving.isPending()) void saving.flush()
  })
  const flush = () => void saving.flush()
  window.addEventListener('pagehide', flush)
  onBeforeUnmount(() => {
    window.removeEventListener('pagehide', flush)
    flush()
  })

  return {
    fields,
    /** The fields between gestures. */
    settled: computed(() => history.value.present),
    error,
    isUnsaved,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    undo: () => step(undo(history.value)),
    redo: () => step(redo(history.value)),
    show,
    keep,
    cancel,
    add,
    addAll,
    remove,
    flush: saving.flush,
  }
}

const isSame = (a: Fields, b: Fields) => JSON.stringify(a) === JSON.stringify(b)
