/** Every check, in the order of the catalogue. */
import type { Check } from "../engine/Check.ts"
import { check as AUT_1 } from "./aut/AUT-1.ts"
import { check as AUT_10 } from "./aut/AUT-10.ts"
import { check as AUT_11 } from "./aut/AUT-11.ts"
import { check as AUT_12 } from "./aut/AUT-12.ts"
import { check as AUT_13 } from "./aut/AUT-13.ts"
import { check as AUT_2 } from "./aut/AUT-2.ts"
import { check as AUT_3 } from "./aut/AUT-3.ts"
import { check as AUT_4 } from "./aut/AUT-4.ts"
import { check as AUT_5 } from "./aut/AUT-5.ts"
import { check as AUT_6 } from "./aut/AUT-6.ts"
import { check as AUT_7 } from "./aut/AUT-7.ts"
import { check as AUT_8 } from "./aut/AUT-8.ts"
import { check as AUT_9 } from "./aut/AUT-9.ts"
import { check as FLO_1 } from "./flo/FLO-1.ts"
import { check as FLO_10 } from "./flo/FLO-10.ts"
import { check as FLO_11 } from "./flo/FLO-11.ts"
import { check as FLO_2 } from "./flo/FLO-2.ts"
import { check as FLO_3 } from "./flo/FLO-3.ts"
import { check as FLO_4 } from "./flo/FLO-4.ts"
import { check as FLO_5 } from "./flo/FLO-5.ts"
import { check as FLO_6 } from "./flo/FLO-6.ts"
import { check as FLO_7 } from "./flo/FLO-7.ts"
import { check as FLO_8 } from "./flo/FLO-8.ts"
import { check as FLO_9 } from "./flo/FLO-9.ts"
import { check as IMP_1 } from "./imp/IMP-1.ts"
import { check as IMP_2 } from "./imp/IMP-2.ts"
import { check as IMP_3 } from "./imp/IMP-3.ts"
import { check as IMP_4 } from "./imp/IMP-4.ts"
import { check as MOD_1 } from "./mod/MOD-1.ts"
import { check as MOD_2 } from "./mod/MOD-2.ts"
import { check as MOD_3 } from "./mod/MOD-3.ts"
import { check as MOD_4 } from "./mod/MOD-4.ts"
import { check as MOD_5 } from "./mod/MOD-5.ts"
import { check as MOD_6 } from "./mod/MOD-6.ts"
import { check as MOD_7 } from "./mod/MOD-7.ts"
import { check as MOD_8 } from "./mod/MOD-8.ts"
import { check as MOD_9 } from "./mod/MOD-9.ts"
import { check as PKG_1 } from "./pkg/PKG-1.ts"
import { check as PKG_2 } from "./pkg/PKG-2.ts"
import { check as PKG_3 } from "./pkg/PKG-3.ts"
import { check as PKG_4 } from "./pkg/PKG-4.ts"
import { check as PKG_5 } from "./pkg/PKG-5.ts"
import { check as PKG_6 } from "./pkg/PKG-6.ts"
import { check as PLH_1 } from "./plh/PLH-1.ts"
import { check as PLH_2 } from "./plh/PLH-2.ts"
import { check as PLH_3 } from "./plh/PLH-3.ts"
import { check as PLH_4 } from "./plh/PLH-4.ts"
import { check as PLH_5 } from "./plh/PLH-5.ts"
import { check as PLH_6 } from "./plh/PLH-6.ts"
import { check as REF_1 } from "./ref/REF-1.ts"
import { check as REF_10 } from "./ref/REF-10.ts"
import { check as REF_11 } from "./ref/REF-11.ts"
import { check as REF_2 } from "./ref/REF-2.ts"
import { check as REF_3 } from "./ref/REF-3.ts"
import { check as REF_4 } from "./ref/REF-4.ts"
import { check as REF_5 } from "./ref/REF-5.ts"
import { check as REF_6 } from "./ref/REF-6.ts"
import { check as REF_7 } from "./ref/REF-7.ts"
import { check as REF_8 } from "./ref/REF-8.ts"
import { check as REF_9 } from "./ref/REF-9.ts"
import { check as SEC_1 } from "./sec/SEC-1.ts"
import { check as SEC_2 } from "./sec/SEC-2.ts"
import { check as SEC_3 } from "./sec/SEC-3.ts"
import { check as SEC_4 } from "./sec/SEC-4.ts"
import { check as SEC_5 } from "./sec/SEC-5.ts"
import { check as SEC_6 } from "./sec/SEC-6.ts"
import { check as SEC_7 } from "./sec/SEC-7.ts"
import { check as SRV_1 } from "./srv/SRV-1.ts"
import { check as SRV_2 } from "./srv/SRV-2.ts"
import { check as SRV_3 } from "./srv/SRV-3.ts"
import { check as SRV_4 } from "./srv/SRV-4.ts"
import { check as SRV_5 } from "./srv/SRV-5.ts"
import { check as SRV_6 } from "./srv/SRV-6.ts"
import { check as SRV_7 } from "./srv/SRV-7.ts"
import { check as TOK_1 } from "./tok/TOK-1.ts"
import { check as TOK_10 } from "./tok/TOK-10.ts"
import { check as TOK_11 } from "./tok/TOK-11.ts"
import { check as TOK_12 } from "./tok/TOK-12.ts"
import { check as TOK_13 } from "./tok/TOK-13.ts"
import { check as TOK_14 } from "./tok/TOK-14.ts"
import { check as TOK_15 } from "./tok/TOK-15.ts"
import { check as TOK_16 } from "./tok/TOK-16.ts"
import { check as TOK_2 } from "./tok/TOK-2.ts"
import { check as TOK_3 } from "./tok/TOK-3.ts"
import { check as TOK_4 } from "./tok/TOK-4.ts"
import { check as TOK_5 } from "./tok/TOK-5.ts"
import { check as TOK_6 } from "./tok/TOK-6.ts"
import { check as TOK_7 } from "./tok/TOK-7.ts"
import { check as TOK_8 } from "./tok/TOK-8.ts"
import { check as TOK_9 } from "./tok/TOK-9.ts"

/** All checks. */
export const checks: ReadonlyArray<Check> = [
  MOD_1,
  MOD_2,
  MOD_3,
  MOD_4,
  MOD_5,
  MOD_6,
  MOD_7,
  MOD_8,
  MOD_9,
  SRV_1,
  SRV_2,
  SRV_3,
  SRV_4,
  SRV_5,
  SRV_6,
  SRV_7,
  AUT_1,
  AUT_2,
  AUT_3,
  AUT_4,
  AUT_5,
  AUT_6,
  AUT_7,
  AUT_8,
  AUT_9,
  AUT_10,
  AUT_11,
  AUT_12,
  AUT_13,
  TOK_1,
  TOK_2,
  TOK_3,
  TOK_4,
  TOK_5,
  TOK_6,
  TOK_7,
  TOK_8,
  TOK_9,
  TOK_10,
  TOK_11,
  TOK_12,
  TOK_13,
  TOK_14,
  TOK_15,
  TOK_16,
  REF_1,
  REF_2,
  REF_3,
  REF_4,
  REF_5,
  REF_6,
  REF_7,
  REF_8,
  REF_9,
  REF_10,
  REF_11,
  IMP_1,
  IMP_2,
  IMP_3,
  IMP_4,
  SEC_1,
  SEC_2,
  SEC_3,
  SEC_4,
  SEC_5,
  SEC_6,
  SEC_7,
  PLH_1,
  PLH_2,
  PLH_3,
  PLH_4,
  PLH_5,
  PLH_6,
  PKG_1,
  PKG_2,
  PKG_3,
  PKG_4,
  PKG_5,
  PKG_6,
  FLO_1,
  FLO_2,
  FLO_3,
  FLO_4,
  FLO_5,
  FLO_6,
  FLO_7,
  FLO_8,
  FLO_9,
  FLO_10,
  FLO_11
]
