export type AddressKind = 'HOME' | 'NO_FIXED_ABODE' | 'PRISON' | 'HOSTEL'

/** Where a person lives or stays. Days are YYYY-MM-DD. */
export type Address = { kind: AddressKind; lines: string | null; town: string | null; postcode: string | null; from: string | null; until: string | null }

// NHS pseudo-postcode for no fixed abode: ODS, NHS Postcode Directory user guide. Prisons' own: ministryofjustice/prison-register.
const knownPostcodes: Record<string, AddressKind> = {
  'ZZ99 3VZ': 'NO_FIXED_ABODE',
  'PR1 5AB': 'PRISON',
  'LA1 3QZ': 'PRISON',
  'PR4 2RN': 'PRISON',
  'PR26 8LW': 'PRISON',
  'PR26 8NE': 'PRISON',
  'LA18 4NA': 'PRISON'
}

/** What an address is by its postcode alone. A hostel cannot be told so: whoever writes it down must say. */
export function addressKindOf(postcode: string | null): AddressKind {
  return (postcode !== null && knownPostcodes[postcode]) || 'HOME'
}

// Area, district, and where known sector and unit — BS 7666; GOV.UK bulk data transfer, postcode.
const shape = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})?$/

/** A postcode in capitals with one space before its last three characters, or its first half alone; null when it has neither shape. */
export function canonicalPostcode(text: string): string | null {
  const [, outward, inward] =
    text
      .replace(/[\s.-]/g, '')
      .toUpperCase()
      .match(shape) ?? []
  if (!outward) return null
  return inward ? `${outward} ${inward}` : outward
}
