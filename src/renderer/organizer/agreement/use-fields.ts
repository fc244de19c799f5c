/** Editing the fields of a draft: shown at once, saved when a gesture ends, in the order of the gestures. */
import { computed, ref, shallowRef } from 'vue'
import type { AgreementPage, SignatureField } from '../../../shared/domain/agreement.ts'
import type { FieldId, PartnerId } from '../../../shared/domain/ids.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { newFieldId } from '../../ids.ts'
import { useAction } from '../../use-action.ts'
import { boxAround, withBox, withoutField } from './field-geometry.ts'
import type { Box } from './field-geometry.ts'

type Recorded = { fields: () => SignatureField[]; reached: (seq: number) => Promise<void> }

export function useFields({ call }: Host, recorded: Recorded) {
  /** What was changed here and is not yet acknowledged. */
  const edited = shallowRef<SignatureField[] | null>(null)
  let isUnsaved = false
  let isSaving = false
  const placing = ref<PartnerId | null>(null)
  const { error, run } = useAction()
  const fields = computed(() => edited.value ?? recorded.fields())

  /** Saves what is shown now. A gesture that ends during the saving is saved right after it. */
  async function keep(): Promise<void> {
    isUnsaved = true
    if (isSaving) return
    isSaving = true
    const isDone = await run(saveAll)
    isSaving = false
    if (!isDone) edited.value = null
  }

  async function saveAll(): Promise<void> {
    while (isUnsaved && edited.value !== null) {
      isUnsaved = false
      const wanted = edited.value
      const { seq } = await command((commandId) => call.agreement.placeFields({ fields: wanted, commandId }))
      await recorded.reached(seq)
      if (edited.value === wanted) edited.value = null
    }
  }

  function place(page: number, size: AgreementPage, point: { x: number; y: number }): void {
    if (placing.value === null) return
    const field = {
      id: newFieldId(),
      partnerId: placing.value,
      page,
      box: boxAround(point, size),
      hasPrintedLine: false,
    }
    edited.value = [...fields.value, field]
    placing.value = null
    void keep()
  }

  const show = (id: FieldId, box: Box) => void (edited.value = withBox(fields.value, id, box))

  function remove(id: FieldId): void {
    edited.value = withoutField(fields.value, id)
    void keep()
  }

  return { fields, placing, error, place, show, keep, remove }
}
