"""TLS, between the connections and the streams of any runtime. Imported only where it is used: `ssl` is not small."""
