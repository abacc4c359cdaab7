import { openKnownFacilities } from '@throughcare/kit/known-facilities'
import { knownFacility } from '../../db/tables.ts'

export const knownFacilities = openKnownFacilities(knownFacility)
