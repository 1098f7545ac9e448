import type { Command } from 'commander';
import type { Attach } from '../../run';
import { addModelAdd } from './add';
import { addCalibrate } from './calibrate';
import { addModelGet } from './get';
import { addModelList } from './list';
import { addModelUse } from './use';
import { addModelVerify } from './verify';

/** `models list|verify|add|get|use|remove|calibrate`. */
export function addModels(program: Command, attach: Attach): void {
  const models = program.command('models').description('the models at hand');
  for (const add of [
    addModelList,
    addModelVerify,
    addModelAdd,
    addModelGet,
    addModelUse,
    addCalibrate,
  ])
    add(models, attach);
}
