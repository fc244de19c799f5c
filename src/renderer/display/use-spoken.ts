/** What a screen reader says when the stage shows another picture: who signs or speaks, what is on; nothing that ticks. */
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Stage, StageBlock } from '../../shared/domain/evening/stage-view.ts'
import type { Scene } from './scene.ts'

type Shown = { stage: Stage | null; scene: Scene | null; signer: StageBlock | null }

/** Words for a live region that is there before they are. */
export function useSpoken(shown: () => Shown): ComputedRef<string> {
  const { t } = useI18n()
  const words: Record<Scene, (stage: Stage, signer: StageBlock | null) => string[]> = {
    welcome: () => [],
    item: ({ agenda, agendaItem }) => {
      const item = agenda[agendaItem ?? -1]
      return item ? [t('display.item.now'), item.title, item.speaker] : []
    },
    speakers: ({ speakers }) =>
      speakers?.speaking
        ? [t('display.speakers.now'), speakers.speaking.name, speakers.speaking.organisation]
        : [t('display.speakers.round')],
    announced: ({ announced }) =>
      announced
        ? [
            t(`display.announced.${announced.what}`),
            t('display.clock', { time: announced.at }),
            announced.what === 'continue' ? t('display.announced.goesOn') : '',
          ]
        : [],
    signing: ({ isAccession }, signer) =>
      signer
        ? [
            t(isAccession ? 'display.accession.now' : 'display.signing.now'),
            signer.organisation,
            signer.person,
          ]
        : [],
    complete: () => [t('display.complete.title')],
    sealed: () => [],
  }
  return computed(() => {
    const { stage, scene, signer } = shown()
    return stage && scene ? words[scene](stage, signer).filter(Boolean).join(', ') : ''
  })
}
