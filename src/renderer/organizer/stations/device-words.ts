/** A device in plain words: "Tablet an 192.168.1.23, Safari". */
import { useI18n } from 'vue-i18n'
import type { Device } from '../../../shared/domain/station.ts'

export function useDeviceWords() {
  const { t } = useI18n()
  const kindOf = ({ kind }: Device) => t(`organizer.stations.device.${kind}`)
  return {
    /** With the address it is connected from. */
    at: ({ device, address }: { device: Device; address: string }) =>
      joined(t('organizer.stations.device.at', { kind: kindOf(device), address }), device.browser),
    of: (device: Device) => joined(kindOf(device), device.browser),
  }
}

const joined = (...parts: string[]) => parts.filter((part) => part !== '').join(', ')
