from gongkai.publish.mkdocs_adapter import Adapter

_adapter = Adapter()
on_startup = _adapter.on_startup
on_config = _adapter.on_config
on_files = _adapter.on_files
on_page_content = _adapter.on_page_content
on_page_context = _adapter.on_page_context
on_env = _adapter.on_env
on_post_build = _adapter.on_post_build
on_build_error = _adapter.on_build_error
on_shutdown = _adapter.on_shutdown
