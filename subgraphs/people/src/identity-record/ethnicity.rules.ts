export type EthnicityCodeList = 'NHS_2001' | 'CJS_16_PLUS_1'
export type EthnicGroup = 'ASIAN' | 'BLACK' | 'MIXED' | 'WHITE' | 'OTHER' | 'NOT_STATED' | 'NOT_KNOWN'

/** An ethnicity as its source wrote it. */
export type CodedEthnicity = { codeList: EthnicityCodeList; code: string }

// NHS Data Dictionary, ETHNIC CATEGORY CODE 2001; criminal justice codes as in hmpps-person-record, EthnicityCode. Groups: ONS, census 2021,
// where Chinese is Asian; NHS 2001 had it under "other".
const groupOfCode: Record<EthnicityCodeList, Record<string, EthnicGroup>> = {
  NHS_2001: {
    ...spread('A B C', 'WHITE'),
    ...spread('D E F G', 'MIXED'),
    ...spread('H J K L R', 'ASIAN'),
    ...spread('M N P', 'BLACK'),
    ...spread('S', 'OTHER'),
    ...spread('Z', 'NOT_STATED'),
    ...spread('99', 'NOT_KNOWN')
  },
  CJS_16_PLUS_1: {
    ...spread('W1 W2 W3 W5 W9', 'WHITE'),
    ...spread('M1 M2 M3 M9', 'MIXED'),
    ...spread('A1 A2 A3 A4 A9', 'ASIAN'),
    ...spread('B1 B2 B9', 'BLACK'),
    ...spread('O2 O9', 'OTHER'),
    ...spread('NS', 'NOT_STATED')
  }
}

function spread(codes: string, group: EthnicGroup): Record<string, EthnicGroup> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, group]))
}

/** The codes of a list, in its own order. */
export function ethnicityCodes(codeList: EthnicityCodeList): string[] {
  return Object.keys(groupOfCode[codeList]).sort((one, other) => one.length - other.length || one.localeCompare(other))
}

/** The group a code falls in, or null when the list has no such code. */
export function ethnicGroupOf(codeList: EthnicityCodeList, code: string): EthnicGroup | null {
  return groupOfCode[codeList][code] ?? null
}
