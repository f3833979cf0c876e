import ArgumentParser
import NIOHTTP1

print("hi")
