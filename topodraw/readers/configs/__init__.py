"""BGP and addresses out of device configurations, one grammar family a file.

Every grammar turns the text of a device's configuration into `DeviceConfig`; which one a text is in is told by the
device's kind, else by its content. Nothing here knows of labs: whose address is whose is found out by the caller.
"""
