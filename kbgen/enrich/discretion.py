"""Keys stay out of logs, also where one has to stand in the address: urllib3 logs each address that it asks."""

import logging
import re

from kbgen.enrich.settings import SERVICES

_PARAMETERS = "|".join(re.escape(service.key_parameter) for service in SERVICES if service.key_parameter)
_KEY = re.compile(rf"(?<=[?&])({_PARAMETERS})=[^&\s]*")


class _WithoutKeys(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """Take keys out of what is logged; nothing is kept back."""
        if isinstance(record.args, tuple):
            record.args = tuple(_KEY.sub(r"\1=…", one) if isinstance(one, str) else one for one in record.args)
        return True


def keep_keys_out_of_logs() -> None:
    """See to it, once for the whole process, that no address is logged with a key in it."""
    logger = logging.getLogger("urllib3.connectionpool")
    if not any(isinstance(one, _WithoutKeys) for one in logger.filters):
        logger.addFilter(_WithoutKeys())
