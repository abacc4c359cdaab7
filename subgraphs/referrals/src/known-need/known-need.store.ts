import { openKnownNeeds } from '@throughcare/kit/known-needs'
import { knownNeed } from '../../db/tables.ts'

export const knownNeeds = openKnownNeeds(knownNeed)
