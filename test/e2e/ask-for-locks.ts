/** Every network of these tests is new, so its lock is too: in CI that has to be asked for. */
process.env["CORDON_LOCK"] = "update";
