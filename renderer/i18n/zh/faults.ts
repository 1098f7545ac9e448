import type { Resource } from '../resource';

export const faults: Resource['faults'] = {
  BAD_INPUT: { what: '表单中有内容无效。', next: '请检查标出的字段，然后重新保存。' },
  UNKNOWN_CALL: { what: '窗口请求了引擎不认识的操作。', next: '请重启 Foyer，使两部分版本一致。' },
  NOT_FOUND: { what: '该条目已不存在。', next: '可能刚刚被删除，请返回列表。' },
  PERSON_ID_TAKEN: {
    what: '编号 {{personId}} 属于{{name}}。',
    next: '请换一个编号，或为该人员添加照片。',
  },
  NO_FACE: { what: '画面中没有人脸。', next: '请站到摄像头前并看向它。' },
  SEVERAL_FACES: { what: '画面中有多张人脸。', next: '画面中只能有要登记的人。' },
  POOR_QUALITY: { what: '画面质量不足以生成模板。', next: '请按画面旁的提示调整后重试。' },
  IMAGE_UNREADABLE: {
    what: '无法读取此图片。',
    next: '请选择能正常打开的 JPEG、PNG 或 WebP 文件。',
  },
  IMAGE_TOO_LARGE: { what: '图片过大。', next: '请将每边缩小到 {{limit}} 像素以内。' },
  FRAME_INVALID: { what: '摄像头画面的尺寸不正确。', next: '请重新选择摄像头。' },
  MODEL_MISSING: {
    what: '缺少模型文件：{{file}}。',
    next: '请重新安装 Foyer，或放回该文件后重启引擎。',
  },
  MODEL_HASH: {
    what: '模型文件 {{file}} 与清单所列的不一致。',
    next: '该文件未被加载。请放回正确的文件；若是随附的模型，请重新安装 Foyer。',
  },
  MODEL_INVALID: { what: '模型无法在本机加载。', next: '请在设置中选择 CPU，或重新安装 Foyer。' },
  MANIFEST_INVALID: { what: '模型清单已损坏。', next: '请重新安装 Foyer 后重启。' },
  MODEL_UNCALIBRATED: {
    what: '{{model}} 的分数从未测量过，无法得出阈值。',
    next: '请先测量（foyer models calibrate），或改用其他模型（foyer models use）。',
  },
  OVERLAY_INVALID: {
    what: '本站自有模型的清单无效：{{file}}（{{where}}）。',
    next: '请更正该文件；若要使用随附的模型，请将它移走。然后重启引擎。',
  },
  DOWNLOAD_FAILED: {
    what: '无法下载 {{url}}。',
    next: '请检查网络连接后重试。未作任何更改。',
  },
  PROVIDER_UNAVAILABLE: { what: '本机不支持 {{provider}}。', next: '请在设置中选择自动或 CPU。' },
  DB_KEY: {
    what: '此密钥无法打开数据库。',
    next: '请选择该密钥对应的数据文件夹，或放回正确的密钥。',
  },
  DB_CORRUPT: {
    what: '数据库文件已损坏。',
    next: '未写入任何内容。请恢复备份，或选择其他数据文件夹。',
  },
  DB_NEWER: {
    what: '数据库由更新版本的 Foyer 创建。',
    next: '请安装该版本，或选择其他数据文件夹。',
  },
  DB_BUSY: {
    what: '另一个 Foyer 正在使用此数据文件夹。',
    next: '请关闭另一个窗口，然后重启引擎。',
  },
  DISK: { what: '磁盘无法写入。', next: '请释放空间，或确认数据文件夹可写。' },
  KEY_MISSING: { what: '数据库存在，但密钥不见了。', next: '请放回密钥，或选择其他数据文件夹。' },
  KEY_INVALID: { what: '密钥文件中没有有效的密钥。', next: '请放回正确的密钥文件，然后重启引擎。' },
  ENROL_NO_SESSION: { what: '此次登记已不在进行中。', next: '请重新开始，尚未保存任何内容。' },
  ENROL_INCOMPLETE: {
    what: '已拍摄 {{needed}} 张中的 {{captured}} 张。',
    next: '请补拍后再保存。',
  },
  ID_MISMATCH: {
    what: '采集的画面与证件照片不符。',
    next: '请撤销比对，或说明为何仍要登记此人。',
  },
  NO_TEMPLATE: { what: '{{name}}没有可比对的模板。', next: '请先为该人员添加照片。' },
  UNKNOWN_PERSON_ID: {
    what: '没有编号为 {{personId}} 的人员。',
    next: '请核对编号，或改用证件照片比对。',
  },
  LIVE_FACE: {
    what: '这是本人，不是证件上的照片。',
    next: '请将证件照片对准摄像头重新拍摄，或选择文件。',
  },
  PHOTO_GONE: { what: '证件照片已不在手边。', next: '请重新选择。' },
  VERIFY_NO_SESSION: { what: '此次比对已结束。', next: '请重新选择比对对象。' },
  CSV_INVALID: { what: '名单第 {{row}} 行无效。', next: '请更正该行后重新导入。' },
  FILE_UNREADABLE: { what: '无法读取文件。', next: '请确认文件存在且您有权打开。' },
  ENGINE_GONE: { what: '引擎在回复前停止了。', next: '正在重启，请稍后再试。' },
  REFUSED: { what: '此处不允许该操作。', next: '请使用窗口中的按钮。' },
  INTERNAL: { what: '程序内部出错，操作未完成。', next: '请重试；若仍出现，请重启 Foyer。' },
};
