/** Importing a list: choose, look at what was read and what would change, then take it over. Nothing changes before the last step. */
import { computed, ref, shallowRef } from 'vue'
import type {
  DiffPage,
  DiffPart,
  ImportOutcome,
  ListOptions,
  ListPreview,
} from '../../../../shared/contract/registry.ts'
import type { ColumnTarget } from '../../../../shared/domain/registry/list-columns.ts'
import { MappeError } from '../../../../shared/errors.ts'
import { asMappeError } from '../../../connection/error.ts'
import { command } from '../../../client.ts'
import type { Host } from '../../../client.ts'
import { useAction } from '../../../use-action.ts'
import type { Choices } from './list-choices.ts'
import { noChoices, sentChoices, tallyOf, withMeaning } from './list-choices.ts'

/** As the host allows; a larger file is not even sent. */
export const MOST_MEGABYTES = 10

export function useListImport({ call }: Host) {
  const file = shallowRef<File | null>(null)
  const options = ref<ListOptions>({})
  const preview = shallowRef<ListPreview | null>(null)
  const choices = shallowRef<Choices>(noChoices())
  const outcome = shallowRef<ImportOutcome | null>(null)
  const isTooLarge = ref(false)
  let isOutdated = false
  const isWriting = ref(false)
  const { isRunning, error, run } = useAction()
  const tally = computed(() => (preview.value ? tallyOf(preview.value.diff, choices.value) : null))
  const canTakeOver = computed(() => {
    const { added, changed, removed } = tally.value ?? { added: 0, changed: 0, removed: 0 }
    return added + changed + removed > 0 && !isRunning.value
  })

  const listFile = (chosen: File) => ({ file: chosen, fileName: chosen.name, options: { ...options.value } })

  async function look(): Promise<void> {
    const chosen = file.value
    if (!chosen) return
    preview.value = await call.registry.previewList(listFile(chosen))
  }

  async function choose(chosen: File): Promise<void> {
    options.value = {}
    preview.value = null
    outcome.value = null
    choices.value = noChoices()
    isTooLarge.value = chosen.size > MOST_MEGABYTES * 1024 * 1024
    file.value = isTooLarge.value ? null : chosen
    await run(look)
  }

  /** Reads the same file in another way than was guessed. Lines and people may then be others, so nothing stays ticked. */
  async function readAs(changed: ListOptions): Promise<void> {
    // another cut gives other columns
    const { columns: _columns, ...kept } = options.value
    options.value = { ...('columns' in changed ? options.value : kept), ...changed }
    choices.value = noChoices()
    await lookAgain()
  }

  /** What somebody chose a moment ago and the host is still reading by counts, too. */
  function meanColumn(at: number, meaning: ColumnTarget | null): Promise<void> {
    const seen = preview.value?.columns.map(({ target }) => target) ?? []
    return readAs({ columns: withMeaning(options.value.columns ?? seen, at, meaning) })
  }

  /** A choice made while the host reads is read with the next look, not forgotten. */
  async function lookAgain(): Promise<void> {
    isOutdated = isRunning.value
    await run(async () => {
      do {
        isOutdated = false
        await look()
      } while (isOutdated)
    })
  }

  async function takeOver(): Promise<void> {
    const chosen = file.value
    const seen = preview.value?.seen
    if (!chosen || seen === undefined) return
    isWriting.value = true
    const input = { ...listFile(chosen), choices: sentChoices(choices.value), seen }
    await run(async () => {
      outcome.value = await command((commandId) => call.registry.importList({ ...input, commandId }))
    })
    isWriting.value = false
    await lookAgainIfMoved()
  }

  /** More entries of the diff; null when that failed, which is told where all errors are. */
  async function pageOf(part: DiffPart, search: string, offset: number): Promise<DiffPage | null> {
    const chosen = file.value
    const seen = preview.value?.seen
    if (!chosen || seen === undefined) return null
    try {
      return await call.registry.pageOfDiff({ ...listFile(chosen), part, search, offset, seen })
    } catch (fault) {
      error.value = asMappeError(fault)
      await lookAgainIfMoved()
      return null
    }
  }

  /** The sentence stays, the comparison is fresh. */
  async function lookAgainIfMoved(): Promise<void> {
    const fault = error.value
    if (fault?.code !== 'CONFLICT' || fault.data['reason'] !== 'list-moved') return
    await lookAgain()
    error.value ??= new MappeError(fault.code, fault.data)
  }

  return {
    file,
    preview,
    choices,
    outcome,
    tally,
    isTooLarge,
    isWriting,
    isRunning,
    error,
    canTakeOver,
    choose,
    readAs,
    meanColumn,
    takeOver,
    pageOf,
  }
}
