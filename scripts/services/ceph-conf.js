/** The settings of a Ceph that has one monitor, one store in memory and one gateway, and starts in about a second. */
export function cephConf({ folder, fsid, mon, port }) {
  return `[global]
fsid = ${fsid}
mon_host = [v2:127.0.0.1:${mon}]
mon_initial_members = a
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
public_network = 127.0.0.0/8
ms_bind_ipv4 = true
# Who may talk to the monitor is nobody's business here; what S3 clients sign is checked all the same.
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
keyring = ${folder}/keyring
# One copy of everything, in memory.
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_crush_chooseleaf_type = 0
osd_objectstore = memstore
memstore_device_bytes = 4294967296
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
mon_max_pg_per_osd = 2000
mon_osd_min_down_reporters = 1
# However full the disk of this machine is.
mon_data_avail_crit = 1
mon_data_avail_warn = 2
# What takes seconds by default, and need not.
paxos_propose_interval = 0.02
paxos_min_wait = 0.01
mon_tick_interval = 1
osd_pg_stat_report_interval_max = 1
osd_fast_shutdown = true
rgw_rados_pool_pg_num_min = 1
rgw_rados_pool_autoscale_bias = 1
rgw_init_timeout = 60
rgw_enable_apis = s3, admin
${daemons(folder, port)}`;
}

function daemons(folder, port) {
  return `run_dir = ${folder}/run
admin_socket = ${folder}/run/$name.asok
pid_file = ${folder}/run/$name.pid
log_file = ${folder}/log/$name.log
mon_cluster_log_file = ${folder}/log/cluster.log
[mon.a]
mon_data = ${folder}/mon
[osd.0]
osd_data = ${folder}/osd
[client.rgw.a]
rgw_data = ${folder}/rgw
keyring = ${folder}/keyring
# Nobody authenticates, so that there is no secret to encrypt with.
ms_mon_client_mode = crc
rgw_frontends = beast endpoint=127.0.0.1:${port}
rgw_thread_pool_size = 64
rgw_usage_max_shards = 1
rgw_log_nonexistent_bucket = false
`;
}
