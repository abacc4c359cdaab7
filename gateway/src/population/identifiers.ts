// Identifiers of nobody: NHS numbers from the block that is never issued; police and prison numbers of the right shape, for which no test
// range exists, from corners that are easy to recognise (serials from 9000000, prison numbers Z….ZZ).

const firstNhsSerial = 1_000
// The last of the block is ten nines, which stand for a number that is not known.
const lastNhsSerial = 999_998

/** Hands out NHS numbers of the block 999 000 0000 to 999 999 9999 in turn, each once; null when all are gone. The check digit follows the NHS Data Dictionary. */
export function openNhsNumbers(): () => string | null {
  let serial = firstNhsSerial - 1
  return () => {
    while (serial < lastNhsSerial) {
      serial += 1
      const nine = `999${String(serial).padStart(6, '0')}`
      const sum = [...nine].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0)
      const check = (11 - (sum % 11)) % 11
      if (check !== 10) return `${nine}${check}`
    }
    return null
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** A prison number of its own for each index up to 6,759,999: Z, four digits, two letters. */
export function prisonNumberOf(index: number): string {
  const letters = Math.floor(index / 10_000)
  return `Z${String(index % 10_000).padStart(4, '0')}${alphabet[Math.floor(letters / 26) % 26]}${alphabet[letters % 26]}`
}

const pncLetters = 'ZABCDEFGHJKLMNPQRTUVWXY'

/** A PNC id of its own for each index within a year; the letter follows hmpps-person-record, PNCIdentifier. */
export function pncOf(year: number, index: number): string {
  const serial = String(9_000_000 + (index % 1_000_000))
  return `${year}/${serial}${pncLetters[Number(String(year).slice(2) + serial) % 23]}`
}
