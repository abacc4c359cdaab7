import { emailOf } from './feed-address.rules.ts'
import { plainText } from './feed-text.rules.ts'
import { listOf, numberOf, objectsOf, type Json, type Warn } from './feed-value.rules.ts'
import { parts } from './service-parts.rules.ts'

export type Phone = { id: string; number: string; extension: number | null; type: string | null; description: string | null }

export function phonesOf(rows: readonly Json[], warn?: Warn): Phone[] {
  return parts('phone', rows, (row) => {
    const number = plainText(row.number)?.replace(/^"+|"+$/g, '')
    const extension = numberOf(row.extension, warn, 'phones.extension')
    return number ? { number, extension, type: plainText(row.type ?? row.number_type)?.toLowerCase() ?? null, description: plainText(row.description) } : null
  })
}

/**
 * The public line, and the others, with the first among them where more is known of it than its number. ORUK has no place for a phone but a
 * contact: one without a name is the service's own. A service without any has those of its sites.
 */
export function linesOf(service: Json, warn: Warn): { phone: string | null; otherPhones: Phone[] } {
  const nameless = objectsOf(service.contacts).filter((contact) => !isStaff(contact))
  const own = [...linesAt(service, warn), ...nameless.flatMap((contact) => linesAt(contact, warn))]
  const sites = objectsOf(service.service_at_locations)
  const theirs = sites.flatMap((site) => [site, ...objectsOf([site.location])]).flatMap((place) => linesAt(place, warn))
  const phones = phonesOf(own.length > 0 ? own : theirs, warn)
  const main = phones.find(({ type }) => !/fax|tty/i.test(type ?? '')) ?? null
  const keyOf = ({ number, extension }: Phone) => `${number} ${extension}`
  const distinct = phones.filter((phone, place) => phones.findIndex((other) => keyOf(other) === keyOf(phone)) === place)
  return { phone: main?.number ?? null, otherPhones: distinct.filter((phone) => phone.number !== main?.number || isMoreThanNumber(phone)) }
}

function linesAt(owner: Json, warn: Warn): Json[] {
  return listOf(owner, 'phones', { warn, word: 'number' })
}

function isMoreThanNumber({ extension, type, description }: Phone): boolean {
  return extension !== null || type !== null || description !== null
}

/** A contact with a name is a member of staff. */
function isStaff(contact: Json): boolean {
  return plainText(contact.name) !== null
}

/** The first member of staff a feed names: whom a professional speaks to, never for the public. */
export function contactOf(service: Json, warn: Warn) {
  const [staff, ...others] = listOf(service, 'contacts', { warn }).filter(isStaff)
  if (others.length > 0) warn('contacts', 'Several members of staff stand here; the first was taken.')
  if (!staff) return null
  const [line] = phonesOf(linesAt(staff, warn))
  return { name: plainText(staff.name), email: emailOf(staff.email, warn, 'contacts.email'), phone: line?.number ?? null }
}
