import { needsOfLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'
import { listsUnmetNeeds } from '@throughcare/test/support/unmet-needs'

describe('unmetNeeds', () => listsUnmetNeeds(needsOfLiaisonDiversion))
